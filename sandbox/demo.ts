import { z } from 'zod';
import { serveWorkspace } from './demo/serve-workspace.ts';
import { openEmbedded } from './demo/stage.ts';
import { tellWeek } from './demo/tell-week.ts';
import { openWorkspace } from './demo/workspace.ts';
import { readOptions } from './options.ts';

const usage = `npm run demo -- [options]
  --port NUMBER   where to serve it; the next free one when it is taken (4000)
  --keep FOLDER   keep the school there, and go on with it the next time
  --text          play a week in the terminal instead
  --record        live the weeks before the demo anew, and write them down for the next starts
`;

const { port, keep, text, record } = readOptions(
  { port: { type: 'string' }, keep: { type: 'string' }, text: { type: 'boolean' }, record: { type: 'boolean' } },
  z.strictObject({
    port: z.coerce.number().int().min(0).max(65_000).default(4000),
    keep: z.string().exactOptional(),
    text: z.boolean().default(false),
    record: z.boolean().default(false),
  }),
  usage,
);

const print = (line: string) => process.stdout.write(`${line}\n`);
const say = (step: string) => print(`${(performance.now() / 1000).toFixed(1).padStart(5)} s  ${step}`);

if (text) await tellWeek((words) => process.stdout.write(words));
else if (record) await recordWeeks();
else await serve();

async function recordWeeks(): Promise<void> {
  const workspace = await openWorkspace({ database: await openEmbedded('memory'), say, anew: true });
  await workspace.record();
  await workspace.close();
  say('Recorded');
}

async function serve(): Promise<void> {
  say('A database of its own');
  const database = await openEmbedded(keep ?? 'memory');
  const workspace = await openWorkspace({ database, say, port, ...(keep === undefined ? {} : { keep }) });
  const url = serveWorkspace(workspace);
  say('Ready. Open this in a browser; end it with Ctrl+C:');
  print(`\n  ${url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void workspace.close().then(() => process.exit(0)));
  }
}
