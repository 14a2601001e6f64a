import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type App, LogLevel } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openManifest } from '../../sandbox/control/manifest.ts';
import { type Standalone, startStandalone } from '../../sandbox/control/standalone.ts';
import { createPlainApp } from './plain-app.ts';

const root = join(import.meta.dirname, '../..');

const words = z.string().default('');
const list = z.array(z.looseObject({ kind: words, method: words, text: words, at: words })).default([]);
/** What the stories read of the control API's answers. */
const answered = z.looseObject({
  ...{ apiUrl: words, botToken: words, appToken: words, signingSecret: words, browser: words, now: words, id: words },
  ...{ sees: words, failure: words.nullable(), channel: words, ts: words, error: words, next: z.int().default(0) },
  ...{ calls: list, deliveries: list, refusals: list, messages: list, notifications: list },
});

async function ask(base: string, method: string, path: string, json?: unknown) {
  const answer = await fetch(`${base}${path}`, {
    method,
    ...(json !== undefined && { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
  });
  return { status: answer.status, json: answered.parse(await answer.json()) };
}

const plain = (text: string) => ({ type: 'plain_text', text }) as const;

describe.each(['http', 'socket'] as const)('somebody else’s app, driven by the control API over %s', (delivery) => {
  let standalone: Standalone;
  let app: App;
  const get = async (path: string) => (await ask(standalone.control, 'GET', path)).json;
  const send = async (method: string, path: string, json: unknown = {}) => ask(standalone.control, method, path, json);
  const post = async (path: string, json: unknown = {}) => (await send('POST', path, json)).json;

  beforeEach(async () => {
    standalone = await startStandalone({ manifest: openManifest(['/join']) });
    // All that an app is told stands at the control API's door.
    const { apiUrl, botToken, appToken, signingSecret } = await get('/');
    app = createPlainApp({
      token: botToken,
      clientOptions: { slackApiUrl: apiUrl },
      logLevel: LogLevel.ERROR,
      ...(delivery === 'http' ? { signingSecret } : { appToken, socketMode: true }),
    });
    const server = await app.start(0);
    const address = server && 'address' in server ? server.address() : null;
    if (delivery === 'socket') await standalone.slack.connected();
    else if (address && typeof address === 'object') {
      await send('PUT', '/app', { url: `http://127.0.0.1:${address.port}/slack/events` });
    }
    await post('/people', { name: 'Ana Silva', tz: 'America/New_York', locale: 'fr-FR' });
    await post('/people', { name: 'Marc Dupont' });
  });
  afterEach(async () => {
    await app.stop();
    await standalone.stop();
  });

  it('a command opens a modal, which shows an error, then closes; the button of what comes takes the place back', async () => {
    expect(await post('/people/ana/commands', { command: '/join' })).toMatchObject({ failure: null, reply: null });
    expect(await get('/people/ana/modal')).toMatchObject({
      title: 'Join a club',
      callbackId: 'join',
      fields: { club: { value: '', options: [] } },
    });
    expect(await post('/people/ana/modal/submit')).toMatchObject({ kind: 'held' });
    expect((await send('PATCH', '/people/ana/modal', { values: { club: 'Go' } })).json).toMatchObject({
      fields: { club: { value: 'Go' } },
    });
    expect(await post('/people/ana/modal/submit')).toMatchObject({
      kind: 'errors',
      errors: { club: 'Three letters at least.' },
    });
    expect(await post('/people/ana/modal/submit', { values: { club: 'Chess' } })).toMatchObject({ kind: 'closed' });

    expect((await get('/people/ana/sees?until=Welcome')).sees).toContain('Welcome to Chess');
    expect((await get('/people/ana/notifications')).notifications).toMatchObject([{ text: 'Welcome to Chess' }]);
    expect((await get('/people/marc/sees')).sees).not.toContain('Chess');
    expect(await post('/people/ana/clicks', { label: 'Leave' })).toMatchObject({ failure: null });
    await get('/people/ana/sees?until=You%20left.');

    await post('/quiet');
    const { calls, next } = await get('/calls');
    expect(calls.map((each) => each.method)).toContain('views.open');
    expect((await get(`/calls?since=${next}`)).calls).toEqual([]);
    expect((await get('/deliveries')).deliveries.findLast((each) => each.kind === 'interaction')).toMatchObject({
      over: delivery,
      outcome: 'acknowledged',
    });
    expect((await get('/refusals')).refusals).toEqual([]);
  });

  it('a modal is closed, and nobody has one any more', async () => {
    await post('/people/ana/commands', { command: '/join' });
    await get('/people/ana/modal');
    expect((await send('POST', '/people/ana/modal/close')).status).toBe(200);
    // Else the question waits for as long as a trigger could still open one.
    standalone.slack.desk.context.world.triggers.clear();
    expect(await ask(standalone.control, 'GET', '/people/ana/modal')).toMatchObject({
      status: 404,
      json: { error: 'Ana Silva has no modal open' },
    });
  });

  it('what is not there to fill in, to press or to choose is refused in a sentence', async () => {
    await post('/people/ana/commands', { command: '/join' });
    const menu = {
      type: 'static_select',
      action_id: 'when',
      options: [{ text: plain('Monday'), value: '1' }],
    } as const;
    const blocks = [{ type: 'actions', elements: [menu] } as const];
    await app.client.chat.postMessage({ channel: (await get('/people/marc')).id, text: 'When?', blocks });
    expect([
      await send('PATCH', '/people/ana/modal', { values: { color: 'red' } }),
      await send('POST', '/people/ana/modal/clicks', { label: 'Go' }),
      await send('POST', '/people/marc/choices', { label: 'when', value: 'Sunday' }),
    ]).toMatchObject([
      { status: 422, json: { error: '"Join a club" has no field "color"; there are club' } },
      { status: 422, json: { error: expect.stringContaining('"Join a club" has no button "Go"') } },
      { status: 422, json: { error: 'There is no option "Sunday" among "Monday" (1)' } },
    ]);
  });

  it('a fault hits one call, and is on record', async () => {
    await post('/faults', { kind: 'error-500', method: 'views.open', times: 1 });
    await post('/people/ana/commands', { command: '/join' });
    // The app's own client tries again.
    expect(await get('/people/ana/modal')).toMatchObject({ title: 'Join a club' });
    const { calls } = await get('/calls');
    expect(calls.find((each) => each.method === 'views.open')).toMatchObject({
      fault: 'error-500',
    });
  });

  it.runIf(delivery === 'http')(
    'a Slack that is away brings nothing to the app, until the fault is lifted',
    async () => {
      const { id } = await post('/faults', { kind: 'away' });
      const { failure } = await post('/people/ana/commands', { command: '/join' });
      expect(failure).toContain('dispatch_failed');
      expect((await send('DELETE', `/faults/${id}`)).status).toBe(200);
      expect(await post('/people/ana/commands', { command: '/join' })).toMatchObject({ failure: null });
    },
  );

  it('what the app schedules comes when the clock is moved there', async () => {
    const { now } = await get('/clock');
    const post_at = Math.floor(new Date(now).getTime() / 1000) + 3600;
    const ana = await get('/people/ana');
    await app.client.chat.scheduleMessage({ channel: ana.id, text: 'Chess begins', post_at });
    expect((await get('/people/ana/sees')).sees).not.toContain('Chess begins');
    await post('/clock', { minutes: 90 });
    const { messages } = await get('/people/ana/messages');
    expect(messages).toMatchObject([{ text: 'Chess begins' }]);
    const late = new Date(messages[0]?.at ?? 0).getTime() / 1000 - post_at;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(60);
    expect((await send('POST', '/clock', { to: now })).json.error).toContain('forwards only');
  });

  it('an app that is called by its name hears of it, where it is', async () => {
    const heard: string[] = [];
    app.event('app_mention', async ({ event }) => {
      heard.push(event.text);
    });
    await post('/channels', { name: 'club', members: ['ana', 'marc'] });
    await post('/channels', { name: 'staff', members: ['ana'], app: false });
    await post('/people/ana/messages', { text: '@Your app, who plays?', to: '#club' });
    await post('/people/ana/messages', { text: '@Your app, not here', to: '#staff' });
    await post('/people/ana/messages', { text: 'Nobody called' });
    expect(heard).toEqual([`<@${standalone.slack.app.userId}>, who plays?`]);
  });

  it('people write, change and take back messages; they are changed and deactivated', async () => {
    const channel = await post('/channels', { name: 'club', members: ['ana', 'marc'] });
    const root = await post('/people/ana/messages', { text: 'Who plays, @marc?', to: '#club' });
    expect(root).toMatchObject({ channel: channel.id, mentions: ['Marc Dupont'] });
    await post('/people/marc/messages', { text: 'I do', to: channel.id, thread: root.ts });
    const path = `/people/ana/messages/${root.channel}/${root.ts}`;
    expect((await send('PATCH', path, { text: 'Who plays tonight?' })).json).toMatchObject({ edited: true });
    expect((await get(`/people/marc/messages?in=${channel.id}`)).messages.map((each) => each.text)).toEqual([
      'Who plays tonight?',
      'I do',
    ]);
    expect((await send('DELETE', path)).status).toBe(200);
    await post('/people/ana/messages', { text: 'Hello app', files: [{ name: 'a.txt', content: 'aGk=' }] });
    await post('/people/ana/messages', { text: 'Just us', to: ['marc'] });

    expect((await send('PATCH', '/people/marc', { name: 'Marc Durand', tz: 'Asia/Tokyo' })).json).toMatchObject({
      name: 'Marc Durand',
      tz: 'Asia/Tokyo',
    });
    expect((await send('PATCH', '/people/marc', { active: false })).json).toMatchObject({ active: false });
    expect((await send('POST', '/people/marc/messages', { text: 'Hi' })).json.error).toContain('deactivated');
    await post('/quiet');
    expect((await get('/deliveries')).deliveries).toEqual(
      expect.arrayContaining(
        ['team_join', 'message', 'user_change'].map((type) =>
          expect.objectContaining({ payload: expect.objectContaining({ event: expect.objectContaining({ type }) }) }),
        ),
      ),
    );
  });
});

describe('the control API', () => {
  let standalone: Standalone;
  beforeEach(async () => {
    standalone = await startStandalone({ manifest: openManifest(['/join']) });
    standalone.slack.person({ name: 'Ana Silva' });
  });
  afterEach(() => standalone.stop());

  it.each([
    ['a person nobody knows', 'GET', '/people/zoe', undefined, 404, 'no person "zoe"; there are ana'],
    ['a way in that is not there', 'GET', '/nothing', undefined, 404, 'There is no GET /control/nothing'],
    ['a field too many', 'POST', '/people', { name: 'Zoé', age: 3 }, 400, '"age"'],
    ['a field that is missing', 'POST', '/people/ana/clicks', {}, 400, 'label'],
    ['a button nobody sees', 'POST', '/people/ana/clicks', { label: 'Go' }, 422, 'sees no "Go"'],
    ['a command of no app', 'POST', '/people/ana/commands', { command: '/x' }, 422, 'not a command of the manifest'],
    ['a conversation of others', 'POST', '/people/ana/messages', { text: 'Hi', to: '#x' }, 404, 'in no conversation'],
    ['an app on another machine', 'PUT', '/app', { url: 'https://example.com/' }, 400, 'on this machine'],
    ['an app at no port', 'PUT', '/app', { url: 'http://127.0.0.1:99999/' }, 400, 'on this machine'],
    ['a fault of no kind', 'POST', '/faults', { kind: 'bad' }, 400, 'kind'],
    ['a time that is none', 'POST', '/clock', { to: 'soon' }, 400, 'to'],
    ['a time beyond all dates', 'POST', '/clock', { minutes: 1e18 }, 422, 'as far as the year 2200'],
    ['a time too far ahead', 'POST', '/clock', { to: '9999-01-01T00:00:00Z' }, 422, 'as far as the year 2200'],
    ['a locale of another form', 'POST', '/people', { name: 'Zoé', locale: 'fr_FR' }, 422, 'such as fr-FR'],
    ['a town for a zone', 'POST', '/people', { name: 'Zoé', tz: 'Paris' }, 422, 'such as Europe/Paris'],
    ['a handle that is none', 'POST', '/people', { name: 'Zoé', username: '' }, 422, 'such as ana.silva'],
    ['a change to another form', 'PATCH', '/people/ana', { locale: 'français' }, 422, 'such as fr-FR'],
    ['a change to no zone', 'PATCH', '/people/ana', { tz: '+02:00' }, 422, 'such as Europe/Paris'],
    ['something that never shows', 'GET', '/people/ana/sees?until=x&milliseconds=0', undefined, 422, 'does not see x'],
  ])('refuses %s in a sentence', async (_, method, path, json, status, words) => {
    const answer = await ask(standalone.control, method, path, json);
    expect([answer.status, answer.json.error]).toEqual([status, expect.stringContaining(words)]);
  });

  it('goes on as it was after what it has refused', async () => {
    const { now } = (await ask(standalone.control, 'GET', '/clock')).json;
    await ask(standalone.control, 'POST', '/clock', { minutes: 1e18 });
    await ask(standalone.control, 'POST', '/people', { name: 'Zoé', locale: 'fr_FR' });
    await ask(standalone.control, 'PATCH', '/people/ana', { tz: 'Paris' });
    const later = new Date((await ask(standalone.control, 'GET', '/clock')).json.now).getTime();
    expect(later - new Date(now).getTime()).toBeLessThan(60_000);
    expect((await ask(standalone.control, 'GET', '/people/zoe')).status).toBe(404);
    expect((await ask(standalone.control, 'GET', '/people/ana')).json).toMatchObject({ tz: 'Europe/Paris' });
  });

  it.each([
    ['a name that points here', 'GET', { host: 'evil.example' }, 403],
    ['a page of another site', 'POST', { origin: 'https://evil.example', 'content-type': 'application/json' }, 403],
    ['another port of this machine', 'POST', { origin: 'http://127.0.0.1:1', 'content-type': 'application/json' }, 403],
    ['a script of another site', 'GET', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a form', 'POST', { 'content-type': 'text/plain' }, 415],
    ['a program', 'POST', { 'content-type': 'application/json' }, 400],
  ])('%s: %s %j → %i', async (_, method, headers, status) => {
    const sent = request(`${standalone.control}/people`, { method, headers }).end();
    const [answer] = await once(sent, 'response');
    answer.resume();
    expect(answer.statusCode).toBe(status);
  });

  it('takes JSON only', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${standalone.control}/people`, { method: 'POST', headers, body: '{' });
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'The body is not JSON.' }]);
  });
});

it('lets an app call as often as Slack does, when that is wanted', async () => {
  const { slack, stop } = await startStandalone({ manifest: openManifest([]), limits: true });
  const headers = { authorization: `Bearer ${slack.botToken}` };
  const ask = () => fetch(`${slack.apiUrl}users.list`, { method: 'POST', headers });
  const answers = await Promise.all(Array.from({ length: 21 }, ask));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toMatch(/^[1-9]\d?$/);
  await stop();
});

describe.concurrent('npm run sandbox', () => {
  const run = (...args: string[]) =>
    spawn(process.execPath, ['--import', 'tsx', 'sandbox/serve.ts', ...args], { cwd: root });

  it('prints what to start the app with, serves page and control API, and ends when it is asked to', async () => {
    const child = run('--port', '0', '--manifest', 'manifest.yml');
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (line.includes('For programs')) break;
    }
    const printed = (name: string) => lines.find((each) => each.includes(name))?.match(/\S*(?:http|xapp|xoxb)\S+/)?.[0];
    const control = printed('For programs') ?? '';
    const { apiUrl, botToken, browser } = (await ask(control, 'GET', '/')).json;
    expect(printed('SLACK_API_URL')).toBe(`SLACK_API_URL=${apiUrl}`);
    expect(printed('SLACK_BOT_TOKEN')).toBe(`SLACK_BOT_TOKEN=${botToken}`);
    expect(printed('SLACK_APP_TOKEN')).toMatch(/=xapp-/);
    expect(printed('In the browser')).toBe(browser);
    expect(await (await fetch(browser)).text()).toContain('Ada Lovelace');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('brings any command to an app that has named none, and says how they are named', async () => {
    const child = run('--port', '0', '--app', 'http://127.0.0.1:9/slack/events');
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (line.includes('For programs')) break;
    }
    expect(lines.join('\n')).toContain('or --command /NAME for each');
    const control = lines.find((each) => each.includes('For programs'))?.match(/http\S+/)?.[0] ?? '';
    expect((await ask(control, 'POST', '/people/ada/commands', { command: '/hello' })).json.failure).toBe(
      '/hello failed with the error "dispatch_failed"',
    );
    const { browser } = (await ask(control, 'GET', '/')).json;
    const { id } = (await ask(control, 'GET', '/people/ada')).json;
    const page = await (await fetch(`${browser}/as/${id}`)).text();
    expect(page).toContain('This is the very beginning of your conversation with Your app.</p>');
    expect(page).not.toContain('School');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it.each([
    [['--app', 'https://example.com/'], 'on this machine'],
    [['--manifest', 'nowhere.yml'], 'nowhere.yml is no manifest'],
  ])('refuses %j in a sentence', async (args, words) => {
    const child = run(...args);
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(errors).toContain(words);
    expect(errors).not.toContain('    at ');
  });
});
