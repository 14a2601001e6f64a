import type { ManifestInput } from '../manifest.ts';
import { openPort } from '../port.ts';
import { startSandbox } from '../sandbox.ts';
import { serveFace } from '../web/serve.ts';
import { runningClock } from './clock.ts';
import { controlPath, createControl, type Workspace } from './control.ts';

export interface StandaloneOptions {
  manifest: ManifestInput;
  /** Where the app takes its events, over HTTP; without it, the app comes by Socket Mode. */
  app?: string;
  /** Where all of it is served, or at the next free one; 0 takes any. */
  port?: number;
  /** Slack's rate limits by tier; off by default. */
  limits?: boolean;
}

export interface Standalone extends Workspace {
  /** Where the control API answers. */
  readonly control: string;
  stop(): Promise<void>;
}

/** Once a second the clock, which runs, is asked what has fallen due. */
const beat = 1_000;

/** A workspace beside somebody else's app: Slack itself, the page in the browser, and the control API. */
export async function startStandalone({
  manifest,
  app,
  port: wanted = 0,
  limits = false,
}: StandaloneOptions): Promise<Standalone> {
  const clock = runningClock();
  const port = await openPort(wanted);
  const slack = await startSandbox({ clock, manifest, port, limits });
  if (app) slack.connectHttp(app);
  const nextDue = () => {
    const due = [...slack.desk.context.world.scheduled.values()].map((each) => each.postAt * 1_000);
    return due.length === 0 ? undefined : new Date(Math.min(...due));
  };
  const to = async (instant: Date) => {
    for (let next = nextDue(); next && next <= instant; next = nextDue()) {
      clock.to(next);
      await slack.tick();
    }
    clock.to(instant);
    await slack.tick();
  };
  serveFace({ sandbox: () => slack, clock: { to, nextDue: async () => nextDue() }, faults: true }, port);
  const workspace = { slack, browser: port.url, clock: { now: clock.now, to } };
  port.serve({ paths: [controlPath], fetch: createControl(workspace).fetch });
  const timer = setInterval(() => void slack.tick(), beat);
  return {
    ...workspace,
    control: `${port.url}${controlPath}`,
    async stop() {
      clearInterval(timer);
      await slack.stop();
      await port.close();
    },
  };
}
