import { Agent, request } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { freshPostgresUrl } from '../support/database.ts';
import { freePort } from '../support/postgres.ts';
import { endAll, patient } from './child.ts';
import { deliveries, openSlack, startReady } from './slack.ts';

afterAll(endAll);

/** Both at once, as much of it is waiting. */
describe.concurrent.each(deliveries)('SIGTERM (%s)', patient, (delivery) => {
  it('finishes and answers what was taken, takes nothing new, waits for no connection, and ends well', async (context) => {
    const slack = await openSlack();
    context.onTestFinished(() => slack.stop());
    const port = await freePort();
    const child = await startReady(slack, delivery, { DATABASE_URL: await freshPostgresUrl(), PORT: String(port) });
    const nina = slack.person({ name: 'Nina Roy', admin: true });
    const otto = slack.person({ name: 'Otto Blanc', admin: true });
    const kept = new Agent({ keepAlive: true });
    await Promise.all([1, 2, 3].map(() => get(kept, port)));

    slack.fault({ method: 'users.info', kind: 'slow', milliseconds: 1_500, times: 2 });
    const submission = slack.forge.payload('interaction', submissionOf(slack, nina.id));
    const shortcut = await nina.shortcut('book_session');
    const asked = () => slack.calls.filter(({ method }) => method === 'users.info').length;
    await context.expect.poll(asked, { timeout: 30_000, interval: 10 }).toBeGreaterThanOrEqual(2);
    child.process.kill('SIGTERM');
    const before = performance.now();
    await child.until('"stopping"');
    const late = await otto.shortcut('book_session');

    expect(await submission).toMatchObject({ kind: 'acknowledged', body: { response_action: 'errors' } });
    expect(await child.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(shortcut.failure).toBeNull();
    expect(slack.calls.map(({ method }) => method)).toContain('views.open');
    expect(late.failure).not.toBeNull();
    expect(child.output()).toContain('"stopped"');
    kept.destroy();
  });
});

function submissionOf(slack: Sandbox, user: string) {
  return {
    type: 'view_submission',
    team: { id: slack.team.id },
    user: { id: user, team_id: slack.team.id },
    api_app_id: slack.app.id,
    trigger_id: '1.2.3',
    view: {
      id: 'V1',
      type: 'modal',
      callback_id: 'form-that-nobody-knows',
      private_metadata: '',
      hash: '1.2',
      blocks: [{ type: 'input', block_id: 'note' }],
      state: { values: {} },
    },
  };
}

async function get(agent: Agent, port: number): Promise<void> {
  await new Promise((resolve, reject) => {
    request({ agent, port, host: '127.0.0.1', path: '/healthz' }, (response) => {
      response.resume().on('end', resolve);
    })
      .on('error', reject)
      .end();
  });
}
