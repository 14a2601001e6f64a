import { parseArgs } from 'node:util';
import { serveWorkspace } from './demo/serve-workspace.ts';
import { openEmbedded } from './demo/stage.ts';
import { tellWeek } from './demo/tell-week.ts';
import { openWorkspace } from './demo/workspace.ts';

const usage = `npm run demo -- [options]
  --port NUMBER   where to serve it; the next free one when it is taken (4000)
  --keep FOLDER   keep the school there, and go on with it the next time
  --text          play a week in the terminal instead
  --record        live the weeks before the demo anew, and write them down for the next starts
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4000' },
    keep: { type: 'string' },
    text: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const port = Number(values.port);
if (values.help || !Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 1);
}

const print = (line: string) => process.stdout.write(`${line}\n`);
const say = (step: string) => print(`${(performance.now() / 1000).toFixed(1).padStart(5)} s  ${step}`);

if (values.text) await tellWeek((text) => process.stdout.write(text));
else if (values.record) await record();
else await serve();

async function record(): Promise<void> {
  const workspace = await openWorkspace({ database: await openEmbedded('memory'), say, anew: true });
  await workspace.record();
  await workspace.close();
  say('Recorded');
}

async function serve(): Promise<void> {
  const { keep } = values;
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
