import { type WebAPICallResult, WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { methods } from '../../sandbox/api/index.ts';
import { type Person, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { clockAt, manifest } from './app.ts';
import { hasReference, referenceMethods } from './reference.ts';

const common = [
  'not_authed',
  'invalid_auth',
  'missing_scope',
  'invalid_arguments',
  'ratelimited',
  'account_inactive',
  'not_allowed_token_type',
  'unknown_method',
];

describe.skipIf(!hasReference)('methods against the reference (skipped where ../shared is absent)', () => {
  const reference = hasReference ? referenceMethods() : new Map();

  it.each([...methods])('%s asks for the scopes and has the tier that Slack says', (name, method) => {
    const slacks = reference.get(name);
    expect([...method.scopes].sort()).toEqual([...(slacks?.scope.bot ?? [])].sort());
    expect(`t${method.tier}`).toBe(slacks?.rate_limits);
  });

  it('leaves out only what a bot of one workspace does not call', () => {
    const missing = [...reference.keys()].filter((name) => !methods.has(name));
    expect(missing).toEqual(['apps.uninstall', 'oauth.v2.access']);
  });
});

describe('calls', () => {
  let slack: Sandbox;
  let client: WebClient;
  let clock: ReturnType<typeof clockAt>;
  let ana: Person;
  let marc: Person;

  beforeEach(async () => {
    clock = clockAt('2026-03-02T09:00:00Z');
    slack = await startSandbox({ clock, manifest });
    client = clientWith(slack.botToken);
    ana = slack.person({ name: 'Ana Silva', email: 'ana@school.example', tz: 'America/New_York', locale: 'fr-FR' });
    marc = slack.person({ name: 'Marc Dupont' });
  });
  afterEach(() => slack.stop());

  function clientWith(token: string): WebClient {
    return new WebClient(token, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
  }

  async function codeOf(call: Promise<WebAPICallResult>): Promise<string> {
    try {
      await call;
      return 'ok';
    } catch (error) {
      if (
        error instanceof Error &&
        'data' in error &&
        typeof error.data === 'object' &&
        error.data &&
        'error' in error.data
      ) {
        return String(error.data.error);
      }
      throw error;
    }
  }

  it('refuses in the words of Slack', async () => {
    const room = slack.channel({ name: 'room', members: [ana], app: false });
    const hidden = slack.channel({ name: 'hidden', members: [ana], app: false, private: true });
    const gone = slack.person({ name: 'Gone Girl' });
    await slack.deactivate(gone);
    const section = { type: 'section', text: { type: 'mrkdwn', text: 'Hi' } };
    const long = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(2_900) } };
    const view = { type: 'modal', title: { type: 'plain_text', text: 'A' }, blocks: [{ type: 'divider' }] };
    const direct = ana.conversation().id;
    const cases: [method: string, args: Record<string, unknown>, code: string][] = [
      ['chat.postMessage', { channel: 'C0', text: 'Hi' }, 'channel_not_found'],
      ['chat.postMessage', { text: 'Hi' }, 'invalid_arguments'],
      ['chat.postMessage', { channel: room.id, text: 'Hi' }, 'not_in_channel'],
      ['chat.postMessage', { channel: hidden.id, text: 'Hi' }, 'channel_not_found'],
      ['chat.postMessage', { channel: gone.id, text: 'Hi' }, 'channel_not_found'],
      ['chat.postMessage', { channel: ana.id }, 'no_text'],
      ['chat.postMessage', { channel: ana.id, text: 'Hi', blocks: 'nonsense' }, 'invalid_blocks_format'],
      ['chat.postMessage', { channel: ana.id, text: 'Hi', blocks: [{ type: 'section' }] }, 'invalid_blocks'],
      [
        'chat.postMessage',
        { channel: ana.id, text: 'Hi', blocks: Array.from({ length: 51 }, () => section) },
        'invalid_blocks',
      ],
      [
        'chat.postMessage',
        { channel: ana.id, text: 'Hi', blocks: Array.from({ length: 5 }, () => long) },
        'msg_blocks_too_long',
      ],
      ['chat.postMessage', { channel: ana.id, text: 'Hi', metadata: '{' }, 'invalid_metadata_format'],
      ['chat.postMessage', { channel: ana.id, text: 'Hi', metadata: { event_type: 'x' } }, 'invalid_metadata_schema'],
      ['chat.postMessage', { channel: ana.id, text: 'Hi', markdown_text: 'Hi' }, 'markdown_text_conflict'],
      ['chat.postMessage', { channel: ana.id, markdown_text: 'x'.repeat(12_001) }, 'msg_blocks_too_long'],
      ['chat.update', { channel: direct, ts: '1.1', text: 'Hi' }, 'message_not_found'],
      ['chat.update', { channel: ana.id, ts: '1.1', text: 'Hi' }, 'channel_not_found'],
      ['chat.delete', { channel: direct, ts: '1.1' }, 'message_not_found'],
      ['chat.delete', { channel: ana.id, ts: '1.1' }, 'channel_not_found'],
      ['chat.getPermalink', { channel: direct, message_ts: '1.1' }, 'message_not_found'],
      ['chat.getPermalink', { channel: ana.id, message_ts: '1.1' }, 'channel_not_found'],
      ['conversations.open', {}, 'users_list_not_supplied'],
      ['conversations.open', { users: 'U0' }, 'user_not_found'],
      ['conversations.open', { users: gone.id }, 'user_disabled'],
      ['conversations.open', { users: Array.from({ length: 9 }, (_, at) => `U${at}`).join(',') }, 'too_many_users'],
      ['conversations.history', { channel: 'D0' }, 'channel_not_found'],
      ['conversations.open', { channel: ana.id }, 'channel_not_found'],
      ['conversations.history', { channel: direct, cursor: 'nonsense' }, 'invalid_cursor'],
      ['conversations.history', { channel: ana.id }, 'channel_not_found'],
      ['conversations.replies', { channel: direct, ts: '1.1' }, 'thread_not_found'],
      ['conversations.replies', { channel: ana.id, ts: '1.1' }, 'channel_not_found'],
      ['conversations.info', { channel: ana.id }, 'channel_not_found'],
      ['conversations.members', { channel: ana.id }, 'channel_not_found'],
      ['conversations.list', { types: 'attic' }, 'invalid_types'],
      ['users.info', { user: 'U0' }, 'user_not_found'],
      ['users.lookupByEmail', { email: 'nobody@school.example' }, 'users_not_found'],
      ['files.info', { file: 'F0' }, 'file_not_found'],
      ['bots.info', { bot: 'B0' }, 'bot_not_found'],
      ['team.info', { team: 'T0' }, 'team_not_found'],
      ['views.open', { trigger_id: '1.2.x', view }, 'invalid_trigger_id'],
      [
        'views.open',
        { trigger_id: '1.2.x', view: { ...view, title: { type: 'plain_text', text: 'A'.repeat(25) } } },
        'invalid_arguments',
      ],
      ['views.open', { trigger_id: '1.2.x', view: { ...view, type: 'home' } }, 'invalid_arguments'],
      [
        'views.open',
        { trigger_id: '1.2.x', view: { ...view, private_metadata: 'x'.repeat(260_000) } },
        'view_too_large',
      ],
      ['views.update', { view_id: 'V0', view }, 'not_found'],
      ['views.publish', { user_id: 'U0', view: { type: 'home', blocks: [{ type: 'divider' }] } }, 'invalid_arguments'],
      ['chat.scheduleMessage', { channel: ana.id, text: 'Hi', post_at: 1 }, 'time_in_past'],
      ['chat.scheduleMessage', { channel: ana.id, text: 'Hi', post_at: 2_000_000_000 }, 'time_too_far'],
      ['reactions.add', { channel: ana.id, timestamp: '1.1', name: 'wave' }, 'missing_scope'],
      ['no.such.method', {}, 'unknown_method'],
      ['apps.connections.open', {}, 'not_allowed_token_type'],
    ];
    const reference = hasReference ? referenceMethods() : undefined;
    for (const [method, args, code] of cases) {
      expect([method, await codeOf(client.apiCall(method, args))]).toEqual([method, code]);
      const slacks = reference?.get(method)?.errors;
      if (slacks && !common.includes(code)) expect(Object.keys(slacks)).toContain(code);
    }
    expect(slack.refusals).toHaveLength(cases.length);
    expect(await codeOf(clientWith('').auth.test())).toBe('not_authed');
    expect(await codeOf(clientWith('xoxb-other').auth.test())).toBe('invalid_auth');
  });

  it.skipIf(!hasReference)('answers each method by the verb that Slack names for it, and by a post', async () => {
    for (const [name, { http_method: verb }] of referenceMethods()) {
      if (!methods.has(name)) continue;
      for (const method of [verb, 'POST']) {
        const answer = await fetch(`${slack.apiUrl}${name}`, { method, headers: { authorization: 'Bearer other' } });
        expect([method, name, await answer.text()]).toEqual([method, name, '{"ok":false,"error":"invalid_auth"}']);
      }
    }
  });

  it('takes the arguments of a method that is asked for from its address', async () => {
    // As slack_sdk for Python asks.
    const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(`${slack.apiUrl}users.info?user=${ana.id}&include_locale=1`, { headers });
    expect(await answer.json()).toMatchObject({ ok: true, user: { id: ana.id, locale: 'fr-FR' } });
  });

  it('says which scope is missing and which are there', async () => {
    const answer = await client.reactions
      .add({ channel: 'C0', timestamp: '1.1', name: 'wave' })
      .catch((error) => error.data);
    expect(answer).toMatchObject({ error: 'missing_scope', needed: 'reactions:write' });
    expect(answer.provided).toContain('chat:write');
    expect((await client.auth.test()).response_metadata?.scopes).toContain('chat:write');
  });

  it('knows people with zone, language and address', async () => {
    const found = await client.users.lookupByEmail({ email: 'ANA@school.example' });
    expect(found.user?.id).toBe(ana.id);
    const winter = await client.users.info({ user: ana.id, include_locale: true });
    expect(winter.user).toMatchObject({ tz: 'America/New_York', tz_offset: -5 * 3600, locale: 'fr-FR', is_bot: false });
    clock.forward(14 * 24 * 3600_000);
    expect((await client.users.info({ user: ana.id })).user).toMatchObject({ tz_offset: -4 * 3600 });
  });

  it('gives long lists in pages', async () => {
    for (const at of Array.from({ length: 5 }).keys()) slack.person({ name: `Person ${at}` });
    const ids: (string | undefined)[] = [];
    let cursor = '';
    do {
      const page = await client.users.list({ limit: 3, cursor });
      expect(page.members?.length).toBeLessThanOrEqual(3);
      ids.push(...(page.members ?? []).map((each) => each.id));
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
    expect(new Set(ids).size).toBe(9);
    expect(ids).toContain(ana.id);
  });

  it('opens one group conversation for the same people', async () => {
    const first = await client.conversations.open({ users: `${ana.id},${marc.id}` });
    const second = await client.conversations.open({ users: `${marc.id},${ana.id}`, return_im: true });
    expect(second).toMatchObject({ already_open: true, channel: { id: first.channel?.id, is_mpim: true } });
    const members = await client.conversations.members({ channel: first.channel?.id ?? '' });
    expect(members.members).toEqual([slack.app.userId, ana.id, marc.id]);
    expect((await client.conversations.list({ types: 'mpim,im' })).channels?.length).toBe(1);
  });

  it('keeps threads, edits, deletions and metadata', async () => {
    const { channel = '', ts = '' } = await client.chat.postMessage({ channel: ana.id, text: 'Root' });
    const metadata = { event_type: 'told', event_payload: { key: 'k1' } };
    const reply = await client.chat.postMessage({ channel, thread_ts: ts, text: 'Reply', metadata });
    const inReply = await client.chat.postMessage({ channel, thread_ts: reply.ts ?? '', text: 'Reply to the reply' });
    const thread = await client.conversations.replies({ channel, ts, include_all_metadata: true });
    expect(thread.messages?.map((each) => each.text)).toEqual(['Root', 'Reply', 'Reply to the reply']);
    expect(thread.messages?.[0]).toMatchObject({ thread_ts: ts, reply_count: 2 });
    expect(thread.messages?.[1]).toMatchObject({ thread_ts: ts, metadata });
    const plain = await client.conversations.replies({ channel, ts });
    expect(plain.messages?.[1]).not.toHaveProperty('metadata');
    expect((await client.conversations.history({ channel })).messages?.map((each) => each.text)).toEqual(['Root']);

    await client.chat.update({ channel, ts: reply.ts ?? '', text: 'Better' });
    await client.chat.delete({ channel, ts: inReply.ts ?? '' });
    await client.chat.delete({ channel, ts });
    const after = await client.conversations.replies({ channel, ts, include_all_metadata: true });
    expect(after.messages?.map((each) => each.text)).toEqual(['This message was deleted.', 'Better']);
    expect(after.messages?.[1]).toMatchObject({ edited: { user: slack.app.userId }, metadata });
    expect(Number(reply.ts)).toBeGreaterThan(Number(ts));
  });

  it('keeps attachments that an update leaves out, and blocks unless its words take their place', async () => {
    const section = (words: string) => ({ type: 'section', text: { type: 'mrkdwn', text: words } }) as const;
    const attachments = [{ text: 'The small print' }];
    const blocks = [section('In large')];
    const { channel = '', ts = '' } = await client.chat.postMessage({
      channel: ana.id,
      text: 'Hi',
      blocks,
      attachments,
    });
    const shown = () => ana.dm().at(-1)?.text;
    await client.chat.update({ channel, ts, attachments: [{ text: 'Smaller print' }] });
    expect(shown()).toBe('In large\nSmaller print');
    await client.chat.update({ channel, ts, text: 'Hi', blocks: [section('Larger')] });
    expect(shown()).toBe('Larger\nSmaller print');
    await client.chat.update({ channel, ts, text: 'Words only' });
    expect(shown()).toBe('Words only\nSmaller print');
    await client.chat.update({ channel, ts, text: 'Words alone', attachments: [] });
    expect(shown()).toBe('Words alone');
  });

  it('reads a history by cursor and by time, the newest first', async () => {
    const stamps: string[] = [];
    for (const words of ['one', 'two', 'three']) {
      clock.forward(60_000);
      const posted = await client.chat.postMessage({ channel: ana.id, text: words });
      stamps.push(posted.ts ?? '');
    }
    const channel = ana.conversation().id;
    const first = await client.conversations.history({ channel, limit: 2 });
    expect(first.messages?.map((each) => each.text)).toEqual(['three', 'two']);
    expect(first.has_more).toBe(true);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const rest = await client.conversations.history({ channel, limit: 2, cursor });
    expect(rest.messages?.map((each) => each.text)).toEqual(['one']);
    const since = await client.conversations.history({ channel, oldest: stamps[1] ?? '' });
    expect(since.messages?.map((each) => each.text)).toEqual(['three']);
    const from = await client.conversations.history({ channel, oldest: stamps[1] ?? '', inclusive: true });
    expect(from.messages?.map((each) => each.text)).toEqual(['three', 'two']);
  });

  it('takes files in three steps, gives them to the token alone, and forgets them', async () => {
    await client.filesUploadV2({
      channel_id: ana.conversation().id,
      filename: 'plan.txt',
      file: Buffer.from('a plan'),
    });
    const [message] = ana.dm();
    expect(message?.text).toBe('[file: plan.txt]');
    const listed = await client.conversations.history({ channel: ana.conversation().id });
    const file = listed.messages?.[0]?.files?.[0];
    const url = file?.url_private_download ?? '';
    const authorized = await fetch(url, { headers: { authorization: `Bearer ${slack.botToken}` } });
    expect(await authorized.text()).toBe('a plan');
    expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
    expect((await client.files.info({ file: file?.id ?? '' })).file).toMatchObject({ size: 6, mimetype: 'text/plain' });
    await client.files.delete({ file: file?.id ?? '' });
    expect(await codeOf(client.files.info({ file: file?.id ?? '' }))).toBe('file_deleted');
  });

  it('posts what was scheduled when the moved clock gets there', async () => {
    await client.chat.scheduleMessage({ channel: ana.id, text: 'Later', post_at: clock.now().getTime() / 1000 + 3600 });
    await slack.tick();
    expect(ana.sees()).not.toContain('Later');
    clock.forward(3600_000);
    await slack.tick();
    expect(ana.sees()).toContain('Later');
  });

  it('shows an ephemeral message to one person', async () => {
    const { channel } = await client.conversations.open({ users: `${ana.id},${marc.id}` });
    await client.chat.postEphemeral({ channel: channel?.id ?? '', user: ana.id, text: 'Only you' });
    expect(ana.sees()).toContain('(only visible to you)\n  Only you');
    expect(marc.sees()).not.toContain('Only you');
    expect((await client.conversations.history({ channel: channel?.id ?? '' })).messages).toEqual([]);
  });
});
