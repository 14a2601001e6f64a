import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';

const tsx = import.meta.resolve('tsx');
const root = fileURLToPath(new URL('../../', import.meta.url));

/** A process takes seconds to start, many on a machine that is busy: no test passes or fails by that. */
export const patient = { timeout: 180_000 } as const;

/** A real process of the product, with only the settings that are given, in an empty working directory. */
export interface Child {
  readonly process: ChildProcess;
  /** Everything written so far, to both outputs. */
  output(): string;
  /** The lines of the log, parsed. */
  log(): ReadonlyArray<Record<string, unknown>>;
  /** Waits until the output holds this; fails when the process ends first. */
  until(text: string): Promise<void>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const running = new Set<ChildProcess>();

/** Starts the product; compiled, as that takes half as long. */
export function startProcess(env: Record<string, string>): Child {
  return launch([join(inject('compiledFolder'), 'src/main.js')], env);
}

/** Starts the product as `npm start` does. */
export function startFromSource(env: Record<string, string>): Child {
  return launch(['--import', tsx, join(root, 'src/main.ts')], env);
}

/** Starts the browser demo as `npm run demo` does. */
export function startDemo(...args: readonly string[]): Child {
  return launch(['--import', tsx, 'sandbox/demo.ts', ...args], {}, root);
}

/** Runs a command as `npm run cli` does, to its end. */
export async function runCli(args: readonly string[], env: Record<string, string>) {
  const child = launch(['--import', tsx, join(root, 'src/cli.ts'), ...args], env);
  const { code } = await child.ended;
  return { code, output: child.output() };
}

/** Ends what a failed test left behind. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

function launch(args: readonly string[], env: Record<string, string>, cwd = temporaryFolder()): Child {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  let heard = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      heard();
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  return {
    process: child,
    output: () => output,
    log: () =>
      output
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
    ended,
    until: (text) =>
      new Promise((resolve, reject) => {
        heard = () => {
          if (output.includes(text)) resolve();
        };
        heard();
        void ended.then(() => reject(new Error(`The process ended before it said "${text}":\n${output}`)));
      }),
  };
}
