import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { manifestCommand } from '../src/cli/manifest.ts';
import { commands, shortcuts } from '../src/slack/ids.ts';

const shared = join(import.meta.dirname, '../../shared/slack');
const schemaFile = join(shared, 'manifest.schema.2.0.0.json');
const methodsFolder = join(shared, 'methods');

const shape = z.object({
  display_information: z.object({ name: z.string(), description: z.string() }),
  features: z.object({
    app_home: z.record(z.string(), z.boolean()),
    slash_commands: z.array(
      z.object({
        command: z.string(),
        description: z.string(),
        usage_hint: z.string(),
        should_escape: z.boolean(),
        url: z.string().optional(),
      }),
    ),
    shortcuts: z.array(z.object({ name: z.string(), type: z.enum(['global', 'message']), callback_id: z.string() })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()), request_url: z.string().optional() }),
    interactivity: z.object({
      is_enabled: z.boolean(),
      request_url: z.string().optional(),
      message_menu_options_url: z.string().optional(),
    }),
    socket_mode_enabled: z.boolean(),
  }),
});

const forSockets = parse(await print());
const forHttp = parse(await print('--url', 'https://mentorat.example.org/'));
const manifest = shape.parse(forSockets);
const { bot: scopes } = manifest.oauth_config.scopes;

describe.each([
  ['for Socket Mode', forSockets],
  ['for HTTP', forHttp],
])('the manifest %s', (_, printed) => {
  it.skipIf(!existsSync(schemaFile))('is one that Slack takes (its published schema)', async () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(await readFile(schemaFile, 'utf8')),
    );
    validate(printed);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('keeps to the lengths that Slack cuts at', () => {
    const { display_information: shown, features } = shape.parse(printed);
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description.length).toBeLessThanOrEqual(140);
    for (const { command } of features.slash_commands) expect(command.length).toBeLessThanOrEqual(32);
    for (const { name } of features.shortcuts) expect(name.length).toBeLessThanOrEqual(24);
  });
});

describe('the manifest', () => {
  it('names every command of the product, and only those, with mentions that carry their id', () => {
    const { slash_commands: named } = manifest.features;
    expect(named.map(({ command }) => command).sort()).toEqual(Object.values(commands).sort());
    expect(named.every((command) => command.should_escape)).toBe(true);
  });

  it('names every shortcut of the product where it belongs', () => {
    const of = (type: string) => manifest.features.shortcuts.filter((each) => each.type === type);
    expect(of('global').map((each) => each.callback_id)).toEqual([shortcuts.book, shortcuts.complete]);
    expect(of('message').map((each) => each.callback_id)).toEqual([
      shortcuts.bookFromMessage,
      shortcuts.completeFromMessage,
      shortcuts.noteFromMessage,
    ]);
  });

  it('lets people see the home and write to the app', () => {
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
  });

  it('uses Socket Mode, so that it can be pasted as it is', () => {
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(forSockets)).not.toMatch(/"(url|request_url)"/);
  });

  it('for HTTP sends everything that Slack delivers to one address', () => {
    const { features, settings } = shape.parse(forHttp);
    const target = 'https://mentorat.example.org/slack/events';
    expect(features.slash_commands.map(({ url }) => url)).toEqual(features.slash_commands.map(() => target));
    expect(settings.event_subscriptions.request_url).toBe(target);
    expect(settings.interactivity.request_url).toBe(target);
    expect(settings.interactivity.message_menu_options_url).toBe(target);
    expect(settings.socket_mode_enabled).toBe(false);
    expect(shape.parse(forHttp).oauth_config).toEqual(manifest.oauth_config);
  });

  it('is not made for an address that is not https', async () => {
    await expect(print('--url', 'http://mentorat.example.org')).rejects.toThrow('https');
    await expect(print('--url', 'mentorat')).rejects.toThrow('https');
  });
});

/** What an event asks for (Slack's pages of the events); these belong to no method. */
const scopesOfEvents: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
  user_change: ['users:read'],
};

/** What the product does that belongs to no method: the scope it takes, and what shows in the code that it is done. */
const scopesOfFeatures: ReadonlyArray<{ scope: string; shownBy: RegExp }> = [
  { scope: 'commands', shownBy: /app\.command\(/ },
  { scope: 'users:read.email', shownBy: /profile\?*\.email/ },
  { scope: 'files:read', shownBy: /url_private/ },
];

/** Methods that do with one of several scopes, by the kinds of conversation that we have: which of them we use, and why. */
const conversationScopes: Readonly<Record<string, readonly string[]>> = {
  // A person's direct message, and the group of a pair.
  'conversations.open': ['im:write', 'mpim:write'],
  // The same two, and the staff channel, public or private.
  'conversations.history': ['im:history', 'mpim:history', 'channels:history', 'groups:history'],
  'conversations.replies': ['im:history', 'mpim:history'],
};

describe.skipIf(!existsSync(methodsFolder))(
  'the scopes of the manifest (by Slack’s description of its methods)',
  () => {
    let source: string;
    let methods: string[];
    beforeAll(async () => {
      source = await wholeSource();
      methods = await methodsCalled(source);
    });

    it('are those of the methods called, of the events and of the features, no fewer and no more', async () => {
      const needed = new Set<string>();
      for (const method of methods) for (const scope of await scopesOf(method)) needed.add(scope);
      for (const event of manifest.settings.event_subscriptions.bot_events) {
        expect(scopesOfEvents, `${event} needs a line in this test`).toHaveProperty([event]);
        for (const scope of scopesOfEvents[event] ?? []) needed.add(scope);
      }
      for (const { scope, shownBy } of scopesOfFeatures) if (shownBy.test(source)) needed.add(scope);
      expect([...scopes].sort()).toEqual([...needed].sort());
    });

    it('have events that the code listens to', () => {
      for (const event of manifest.settings.event_subscriptions.bot_events) {
        expect(source, event).toContain(`'${event.split('.')[0]}'`);
      }
    });

    it('are found in the code, not in a list: the calls that the product lives by are among them', () => {
      expect(methods).toEqual(
        expect.arrayContaining(['auth.test', 'chat.postMessage', 'chat.update', 'conversations.history', 'views.open']),
      );
    });
  },
);

async function scopesOf(method: string): Promise<readonly string[]> {
  const description = JSON.parse(await readFile(join(methodsFolder, `${method}.json`), 'utf8'));
  const { bot } = z.object({ bot: z.array(z.string()).default([]) }).parse(description.scope);
  if (bot.length <= 1) return bot;
  const chosen = conversationScopes[method];
  expect(chosen, `${method} takes one of ${bot.join(', ')}: say which in this test`).toBeDefined();
  for (const scope of chosen ?? []) expect(bot).toContain(scope);
  return chosen ?? [];
}

/** Every Web API method that the code calls on a client. */
async function methodsCalled(source: string): Promise<string[]> {
  const known = (await readdir(methodsFolder)).map((file) => file.replace(/\.json$/, ''));
  const called = known.filter((method) => new RegExp(`(\\.${method.replace('.', '\\.')}\\(|'${method}')`).test(source));
  const families = [...new Set(known.map((method) => method.split('.')[0]))].join('|');
  const onClients = new RegExp(`\\b(?:slack|client|people|sends)\\.((?:${families})\\.\\w+)\\(`, 'gi');
  for (const [, method = ''] of source.matchAll(onClients)) {
    if (method === 'files.uploadV2') called.push('files.getUploadURLExternal', 'files.completeUploadExternal');
    else expect(known, `${method} is not described in ${methodsFolder}`).toContain(method);
  }
  if (/filesUploadV2\(/.test(source)) called.push('files.getUploadURLExternal', 'files.completeUploadExternal');
  return called;
}

async function wholeSource(): Promise<string> {
  const folder = join(import.meta.dirname, '../src');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.join('\n').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
}

async function print(...args: string[]): Promise<string> {
  let printed = '';
  await manifestCommand.run(args, {
    env: {},
    out: (text) => {
      printed += text;
    },
    err: () => {},
  });
  return printed;
}
