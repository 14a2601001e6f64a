import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { freePort } from '../test/support/postgres.ts';

export const signingSecret = 'bench-secret';

export interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  readonly readyAfterMs: number;
  stop(): Promise<void>;
}

/** Starts a script as a process of its own and waits until it is ready. `BENCH_PROFILE` is a folder for their CPU profiles. */
export async function startApp(script: 'src/main.ts' | 'bench/bare.ts', env: Record<string, string>): Promise<Running> {
  const port = await freePort();
  const startedAt = performance.now();
  const profile = process.env['BENCH_PROFILE'];
  const flags = profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
  const child = spawn(process.execPath, [...flags, '--import', 'tsx', script], {
    env: {
      ...process.env,
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: signingSecret,
      LOG_LEVEL: 'warn',
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(`${url}/readyz`))) {
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { url, child, readyAfterMs: performance.now() - startedAt, stop: () => stopped(child) };
}

/** A Slack in a process of its own. */
export async function startSlackProcess(): Promise<{ apiUrl: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/slack.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const apiUrl = await new Promise<string>((resolve) => lines.once('line', resolve));
  return { apiUrl, stop: () => stopped(child) };
}

/** Resident memory in MB. */
export async function residentMegabytes({ child }: Running): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

async function isReady(url: string): Promise<boolean> {
  return await fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

async function stopped(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await ended;
}
