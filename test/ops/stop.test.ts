import { Agent, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { freshPostgresUrl } from '../support/database.ts';
import { freePort } from '../support/postgres.ts';
import { endAll } from './child.ts';
import { deliveries, openSlack, startReady } from './slack.ts';

let slack: Sandbox;
beforeEach(async () => {
  slack = await openSlack();
});
afterEach(async () => {
  endAll();
  await slack.stop();
});

describe.each(deliveries)('SIGTERM (%s)', (delivery) => {
  it('finishes what was acknowledged, takes nothing new, and ends well', async () => {
    const child = await startReady(slack, delivery, { DATABASE_URL: await freshPostgresUrl() });
    const nina = slack.person({ name: 'Nina Roy', admin: true });
    const otto = slack.person({ name: 'Otto Blanc', admin: true });

    slack.fault({ method: 'users.info', kind: 'slow', milliseconds: 1_000, times: 1 });
    const taken = await nina.shortcut('book_session');
    expect(taken.failure).toBeNull();
    child.process.kill('SIGTERM');
    await child.until('"stopping"');
    const late = await otto.shortcut('book_session');

    await taken.modal();
    expect(late.failure).not.toBeNull();
    expect(await child.ended).toEqual({ code: 0, signal: null });
    expect(child.output()).toContain('"stopped"');
  });

  it('answers the submission that is in hand', async () => {
    const child = await startReady(slack, delivery, { DATABASE_URL: await freshPostgresUrl() });
    const nina = slack.person({ name: 'Nina Roy', admin: true });
    slack.fault({ method: 'users.info', kind: 'slow', milliseconds: 1_000, times: 1 });
    const answer = slack.forge.payload('interaction', submissionOf(nina.id));
    await expect.poll(() => slack.calls.some((call) => call.method === 'users.info')).toBe(true);
    child.process.kill('SIGTERM');
    expect(await answer).toMatchObject({ kind: 'acknowledged', body: { response_action: 'errors' } });
    expect((await child.ended).code).toBe(0);
  });
});

describe('SIGTERM with connections that are kept alive', () => {
  it('does not wait for them', async () => {
    const port = await freePort();
    const child = await startReady(slack, 'http', { DATABASE_URL: await freshPostgresUrl(), PORT: String(port) });
    const agent = new Agent({ keepAlive: true, maxSockets: 3 });
    await Promise.all([1, 2, 3].map(() => get(agent, port)));
    const before = performance.now();
    child.process.kill('SIGTERM');
    expect(await child.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - before).toBeLessThan(10_000);
    agent.destroy();
  });
});

function submissionOf(user: string) {
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
