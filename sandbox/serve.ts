import { z } from 'zod';
import { appAddress } from './control/control.ts';
import { openManifest, readManifest } from './control/manifest.ts';
import { type Standalone, startStandalone } from './control/standalone.ts';
import { readOptions } from './options.ts';

const usage = `npm run sandbox -- [--app URL] [--manifest FILE | --command /NAME …] [--port PORT] [--limits]

  --app URL        where the app takes its events, such as http://127.0.0.1:3000/slack/events;
                   without it, the app comes by Socket Mode
  --manifest FILE  the app's manifest, YAML or JSON; without it the app may do everything, but has no shortcuts
  --command /NAME  without a manifest: a command of the app, as often as needed; with none, any that is typed
                   goes to the app
  --port PORT      where all of it is served (4100), or at the next free one; 0 takes any
  --limits         as many calls a minute as Slack allows each method, no more
`;

const flags = z
  .strictObject({
    app: appAddress.exactOptional(),
    manifest: z.string().exactOptional(),
    command: z.array(z.string().regex(/^\/\S+$/, 'a command begins with a slash')).default([]),
    port: z.coerce.number().int().min(0).max(65_000).default(4100),
    limits: z.boolean().default(false),
  })
  .refine(({ manifest, command }) => manifest === undefined || command.length === 0, {
    error: 'the manifest names the commands: leave --command out',
  });

const given = readOptions(
  {
    app: { type: 'string' },
    manifest: { type: 'string' },
    command: { type: 'string', multiple: true },
    port: { type: 'string' },
    limits: { type: 'boolean' },
  },
  flags,
  usage,
);

try {
  await run(given);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

async function run({ app, manifest: path, command, port, limits }: z.infer<typeof flags>): Promise<void> {
  const manifest = path === undefined ? openManifest(command) : await readManifest(path);
  const standalone = await startStandalone({ manifest, port, limits, ...(app !== undefined && { app }) });
  const members = [{ name: 'Ada Lovelace', admin: true }, { name: 'Alan Turing' }].map(standalone.slack.person);
  standalone.slack.channel({ name: 'general', members });
  process.stdout.write(introduction(standalone, app));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void standalone.stop());
}

function introduction({ slack, browser, control }: Standalone, app: string | undefined): string {
  const secret =
    app === undefined ? ['SLACK_APP_TOKEN', slack.appToken] : ['SLACK_SIGNING_SECRET', slack.signingSecret];
  const { any_command: isOpen } = slack.desk.context.world.manifest;
  return `A Slack workspace for your app. Start the app with

  SLACK_API_URL=${slack.apiUrl}
  SLACK_BOT_TOKEN=${slack.botToken}
  ${secret.join('=')}

(clientOptions: { slackApiUrl: process.env.SLACK_API_URL }); ${app === undefined ? 'it comes by Socket Mode' : `payloads go to ${app}`}.
${isOpen ? '\nAny command that is typed goes to the app. To name its own: --manifest FILE, or --command /NAME for each.\n' : ''}
  In the browser   ${browser}
  For programs     ${control}  (docs/sandbox.md)
`;
}
