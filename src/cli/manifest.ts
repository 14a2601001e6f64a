import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { type Command, WrongUsage } from './command.ts';

const file = new URL('../../manifest.yml', import.meta.url);

/** Prints the app's manifest, to paste into Slack: for Socket Mode, or for HTTP at an address. */
export const manifestCommand: Command = {
  usage: '[--url https://your.host]',
  summary: 'print the app manifest: for Socket Mode, or for HTTP at an address',
  async run(args, { out }) {
    const { values } = parseArgs({ args, options: { url: { type: 'string' } } });
    const text = await readFile(file, 'utf8');
    out(values.url === undefined ? text : forHttp(text, publicUrl(values.url)));
    return 0;
  },
};

const shape = z.object({
  features: z.object({ slash_commands: z.array(z.object({ command: z.string() })) }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
});

/** The scopes that the bot token must have, as the manifest asks for them. */
export async function manifestScopes(): Promise<readonly string[]> {
  return shape.parse(parseDocument(await readFile(file, 'utf8')).toJS()).oauth_config.scopes.bot;
}

/** The manifest for HTTP: whatever Slack delivers goes to one address, which each command must name for itself. */
export function forHttp(text: string, url: URL): string {
  const document = parseDocument(text.replace(/^(#.*\n)+/, ''));
  const target = new URL('/slack/events', url).href;
  const { features } = shape.parse(document.toJS());
  features.slash_commands.forEach((_, index) => {
    document.setIn(['features', 'slash_commands', index, 'url'], target);
  });
  document.setIn(['settings', 'event_subscriptions', 'request_url'], target);
  document.setIn(['settings', 'interactivity', 'request_url'], target);
  document.setIn(['settings', 'interactivity', 'message_menu_options_url'], target);
  document.setIn(['settings', 'socket_mode_enabled'], false);
  return `# Mentorat as a Slack app over HTTP, at ${target}.\n${document.toString({ lineWidth: 120 })}`;
}

function publicUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:')
    throw new WrongUsage('--url must be an https address, e.g. https://mentorat.example.org');
  return url;
}
