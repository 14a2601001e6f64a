import type { DestinationStream } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { openSlack } from '../../sandbox/demo/stage.ts';
import { readSettings } from '../../src/config.ts';
import { MovableClock } from '../../src/core/clock.ts';
import { createLog } from '../../src/log.ts';
import { startMentorat } from '../../src/start.ts';
import { freshDatabase } from '../support/database.ts';
import { freePort } from '../support/postgres.ts';
import { tuesday } from '../support/world.ts';

/** Its machine’s time can be moved too. */
class WallClock extends MovableClock {
  later = 0;

  override wall(): Date {
    return new Date(Date.now() + this.later);
  }
}

const minutes = (count: number) => count * 60_000;
const patient = { timeout: 60_000 } as const;

async function open() {
  const clock = new WallClock(tuesday);
  const slack = await openSlack(clock);
  onTestFinished(() => slack.stop());
  const port = await freePort();
  const read = readSettings({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    PORT: String(port),
  });
  if (read.kind === 'problems') throw new Error(read.problems.join());
  const lines: string[] = [];
  const destination: DestinationStream = { write: (line) => void lines.push(line) };
  const database = await freshDatabase('postgresql');
  const start = async () => {
    const mentorat = await startMentorat({
      settings: read.settings,
      clock,
      log: createLog('info', destination),
      database,
      schedule: false,
    });
    onTestFinished(() => mentorat.stop());
  };
  const { secrets } = slack.desk.context.world;
  return {
    slack,
    clock,
    start,
    said: () => lines.join(''),
    readyz: async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status,
    /** Until it is given back, Slack says `invalid_auth`. */
    refuseAppToken() {
      const { appToken } = secrets;
      secrets.appToken = 'xapp-another';
      return () => {
        secrets.appToken = appToken;
      };
    },
  };
}

it(
  'is connected again when Slack asks for it, and by itself after Slack refused the app token for a while',
  patient,
  async () => {
    const { slack, start, refuseAppToken, said } = await open();
    await start();
    await slack.connected();
    slack.closeSockets('refresh');
    await expect
      .poll(() => slack.calls.filter(({ method }) => method === 'apps.connections.open'), patient)
      .toHaveLength(2);
    const giveBack = refuseAppToken();
    // Whichever connection there is, and one that is only coming.
    const cut = () => {
      slack.closeSockets('cut');
      return said();
    };
    await expect.poll(cut, patient).toContain('SLACK_APP_TOKEN');
    giveBack();
    await slack.connected();
    const nina = slack.person({ name: 'Nina Roy' });
    expect((await nina.command('/book')).failure).toBeNull();
  },
);

it(
  'is not ready when Slack has had no way to reach it for two minutes, and is again with the next connection',
  patient,
  async () => {
    const { slack, clock, start, readyz, refuseAppToken, said } = await open();
    await start();
    await slack.connected();
    clock.later = minutes(10);
    expect(await readyz()).toBe(200);
    const giveBack = refuseAppToken();
    slack.closeSockets('cut');
    await expect.poll(said, patient).toContain('SLACK_APP_TOKEN');
    expect(await readyz()).toBe(200);
    clock.later += minutes(3);
    expect(await readyz()).toBe(503);
    giveBack();
    await expect.poll(readyz, patient).toBe(200);
  },
);

it('does not start with an app token that Slack refuses, and says so', patient, async () => {
  const { start, refuseAppToken } = await open();
  refuseAppToken();
  await expect(start()).rejects.toThrow(/SLACK_APP_TOKEN \(invalid_auth\)/);
});

it('waits for a Slack that is away as it connects', patient, async () => {
  const { slack, start, said } = await open();
  const outage = slack.fault({ method: 'apps.connections.open', kind: 'error-500' });
  const started = start();
  await expect.poll(said, patient).toContain('no connection to Slack');
  outage.lift();
  await started;
  await slack.connected();
});
