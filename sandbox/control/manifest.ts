import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { methods } from '../api/index.ts';
import { type Manifest, type ManifestInput, parseManifest } from '../manifest.ts';

/** Every event that the sandbox can send. */
export const events = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'team_join',
  'tokens_revoked',
  'user_change',
];

/** For an app that shows no manifest: it may do everything and hears everything, any command too where none is named. */
export function openManifest(commands: readonly string[]): ManifestInput {
  const scopes = new Set([...methods.values()].flatMap((method) => method.scopes));
  return {
    display_information: { name: 'Your app' },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      slash_commands: commands.map((command) => ({ command, should_escape: true })),
    },
    oauth_config: { scopes: { bot: ['commands', 'app_mentions:read', ...scopes] } },
    settings: { event_subscriptions: { bot_events: [...events] } },
    any_command: commands.length === 0,
  };
}

/** An app's manifest from a file, YAML or JSON; fails in a sentence that names the file. */
export async function readManifest(path: string): Promise<Manifest> {
  try {
    return parseManifest(parse(await readFile(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`${path} is no manifest that can be read: ${reason}`);
  }
}
