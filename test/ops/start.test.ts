import { utimes } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { openEmbedded } from '../../sandbox/demo/stage.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { freshPostgresUrl } from '../support/database.ts';
import { temporaryFolder } from '../support/folder.ts';
import { freePort } from '../support/postgres.ts';
import { endAll, patient, startFromSource, startProcess } from './child.ts';
import { type Delivery, openSlack, settingsFor, startReady } from './slack.ts';

afterAll(endAll);

const slackFor = async ({ onTestFinished }: TestContext): Promise<Sandbox> => {
  const slack = await openSlack();
  onTestFinished(() => slack.stop());
  return slack;
};

const secret = 'f00dfacef00dfacef00dface';

/* All at once, as much of it is waiting; first what takes longest. */

describe.concurrent('two processes on one folder', patient, () => {
  it('cannot share the folder of the embedded database; after a kill -9 the next one starts without help', async (context) => {
    const slack = await slackFor(context);
    const folder = await newFolder();
    const first = await startReady(slack, 'http', { DATA_DIR: folder });
    const second = startProcess({ ...(await settingsFor(slack, 'http')), DATA_DIR: folder });
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.output()).toContain(`Another process uses ${folder}`);
    first.process.kill('SIGKILL');
    await first.ended;
    // A lock that nobody touches for ten seconds was left behind: as if most of them were over.
    const past = new Date(Date.now() - 8_000);
    await utimes(join(folder, 'lock'), past, past);
    await startReady(slack, 'http', { DATA_DIR: folder });
  });
});

describe.concurrent('a process that cannot start', patient, () => {
  it('names every setting to mend at once, with where to get each, and no secret', async () => {
    const child = startFromSource({
      SLACK_BOT_TOKEN: `xoxp-${secret}`,
      DATABASE_URL: `mysql://root:${secret}@db/mentorat`,
      MENTORING_TIME_ZONE: 'Paris',
      PORT: 'three',
    });
    expect(await child.ended).toEqual({ code: 1, signal: null });
    const said = child.output();
    for (const setting of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'DATABASE_URL', 'MENTORING_TIME_ZONE', 'PORT']) {
      expect(said).toMatch(new RegExp(`^- ${setting} .*Get it here: `, 'm'));
    }
    expect(said).not.toContain(secret);
  });

  it.each([
    ['http', 'SLACK_BOT_TOKEN', `xoxb-${secret}`],
    ['socket', 'SLACK_APP_TOKEN', `xapp-${secret}`],
  ] as const)('says in a sentence that Slack refused its token (%s)', async (delivery, name, token) => {
    const slack = await openSlack();
    const settings = await settingsFor(slack, delivery);
    const child = startProcess({ ...settings, [name]: token, DATABASE_URL: await freshPostgresUrl() });
    expect(await child.ended).toEqual({ code: 1, signal: null });
    await slack.stop();
    expect(child.output()).toContain(`Slack refused ${name} (invalid_auth)`);
    expect(child.output()).not.toContain(secret);
  });

  it('says that its port is taken', async (context) => {
    const slack = await slackFor(context);
    const settings = await settingsFor(slack, 'socket');
    const other = createServer().listen(Number(settings['PORT']));
    const child = startProcess({ ...settings, DATABASE_URL: await freshPostgresUrl() });
    expect((await child.ended).code).toBe(1);
    expect(child.output()).toContain(`Port ${settings['PORT']} is taken`);
    other.close();
  });
});

describe.concurrent('a process in trouble', patient, () => {
  it('asks Slack again until it is there; logs what nobody waited for with a reference, and lives on', async (context) => {
    const slack = await slackFor(context);
    const outage = slack.fault({ kind: 'away' });
    const lose = `setInterval(() => {
      if (process.listenerCount('unhandledRejection') > 0) Promise.reject(new Error('lost in the code'));
    }, 200).unref()`;
    const child = startFromSource({
      ...(await settingsFor(slack, 'http')),
      DATABASE_URL: await freshPostgresUrl(),
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(lose)}`,
    });
    await child.until('Slack does not answer; trying again');
    outage.lift();
    await child.until('"ready"');
    await child.until('looked after');
    await child.until('a failure that nobody waited for');
    expect(child.log().find((each) => each['msg'] === 'a failure that nobody waited for')).toMatchObject({
      reference: expect.stringMatching(/^\w{4}-\w{4}$/),
      err: { message: 'lost in the code' },
    });
    expect(child.process.exitCode).toBeNull();
  });
});

describe.concurrent('several processes', patient, () => {
  it('migrate one PostgreSQL at once; are ready while it can be reached, and alive without it', async (context) => {
    const slack = await slackFor(context);
    const database = await throughProxy(await freshPostgresUrl({ migrated: false }));
    const ports = await Promise.all([freePort(), freePort(), freePort()]);
    const modes = ['http', 'socket', 'http'] as const;
    const start = (mode: Delivery, index: number) =>
      startReady(slack, mode, { DATABASE_URL: database.url, PORT: String(ports[index]) });
    await Promise.all(modes.map(start));
    const ask = (path: string) =>
      Promise.all(ports.map(async (port) => (await fetch(`http://127.0.0.1:${port}${path}`)).status));
    expect(await ask('/healthz')).toEqual([200, 200, 200]);
    expect(await ask('/readyz')).toEqual([200, 200, 200]);
    await database.cut();
    expect(await ask('/healthz')).toEqual([200, 200, 200]);
    expect(await ask('/readyz')).toEqual([503, 503, 503]);
    await database.restore();
    await context.expect.poll(() => ask('/readyz'), { timeout: 30_000 }).toEqual([200, 200, 200]);
    await database.cut();
  });
});

/** A data folder with a database in it: making one anew takes seconds. */
async function newFolder(): Promise<string> {
  const folder = temporaryFolder();
  const database = await openEmbedded(folder);
  await database.close();
  return folder;
}

/** A way to a database that can be cut, as a network is. */
async function throughProxy(url: string) {
  const target = new URL(url);
  const open = new Set<Socket>();
  const port = await freePort();
  const pipe = (client: Socket) => {
    const server = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy()).on('close', () => open.delete(socket));
    }
  };
  let proxy = createServer(pipe).listen(port);
  const through = new URL(url);
  through.port = String(port);
  return {
    url: through.href,
    async cut() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
    async restore() {
      proxy = createServer(pipe);
      await new Promise<void>((resolve) => proxy.listen(port, resolve));
    },
  };
}
