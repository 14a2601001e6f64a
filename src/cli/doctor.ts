import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readSettings, type Settings } from '../config.ts';
import { type Db, isUntouched, pendingMigrations } from '../db/client.ts';
import { FolderInUse } from '../db/folder.ts';
import { inOneSentence } from '../log.ts';
import { countDeadLetters, deadLetters } from '../outbox/enqueue.ts';
import { openDatabase } from '../start.ts';
import type { Command } from './command.ts';
import { isThere, whyNotOpened } from './database.ts';
import { manifestScopes } from './manifest.ts';

/** Slack's signatures are refused after 5 minutes; a clock that is off by half a minute is worth mending before. */
const clockToleranceSeconds = 30;

/** One thing looked at: what is found, and what to do where that is not as it should be. */
interface Finding {
  readonly about: string;
  readonly found: string;
  readonly mend?: string;
}

/** Looks at everything that Mentorat needs, and says what to mend; exit code 1 when there is something. */
export const doctorCommand: Command = {
  usage: '',
  summary: 'check settings, token, scopes, database, clock and staff channel; say what to mend',
  async run(args, { env, out }) {
    parseArgs({ args, options: {} });
    const findings = await examine(env);
    for (const { about, found, mend } of findings) {
      out(
        `${mend === undefined ? 'ok  ' : 'MEND'}  ${about}: ${found}${mend === undefined ? '' : `\n      → ${mend}`}\n`,
      );
    }
    const toMend = findings.filter(({ mend }) => mend !== undefined).length;
    out(toMend === 0 ? '\nAll is well.\n' : `\n${toMend} to mend.\n`);
    return toMend === 0 ? 0 : 1;
  },
};

async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const read = readSettings(env);
  if (read.kind === 'problems') {
    return read.problems.map((problem) => ({ about: 'settings', found: problem, mend: 'Set it, and run this again.' }));
  }
  const { settings } = read;
  const delivery = settings.slack.appToken === undefined ? `HTTP on port ${settings.port}` : 'Socket Mode';
  return [
    { about: 'settings', found: `complete; ${delivery}, times in ${settings.zone}` },
    ...(await botToken(settings)),
    await deliveryCredentials(settings),
    await staffChannel(settings),
    ...(await database(settings)),
  ];
}

async function botToken(settings: Settings): Promise<Finding[]> {
  const answer = await call(settings, 'auth.test', settings.slack.botToken);
  if (answer.kind === 'unreachable') {
    const mend = `Can this machine reach ${new URL(settings.slack.apiUrl).host}? Look at firewall, proxy and SLACK_API_URL.`;
    return [{ about: 'Slack', found: `no answer: ${answer.why}`, mend }];
  }
  const findings = [clock(answer.date)];
  if (answer.error !== null) {
    const mend = 'Install the app again and take SLACK_BOT_TOKEN from OAuth & Permissions.';
    return [...findings, { about: 'bot token', found: `refused: ${answer.error}`, mend }];
  }
  const missing = (await manifestScopes()).filter((scope) => !answer.scopes.includes(scope));
  return [
    ...findings,
    { about: 'bot token', found: 'accepted' },
    missing.length === 0
      ? { about: 'scopes', found: 'all that the manifest asks for' }
      : {
          about: 'scopes',
          found: `missing: ${missing.join(', ')}`,
          mend: 'Paste the manifest (cli manifest) under App Manifest, then install the app again.',
        },
  ];
}

function clock(date: string | null): Finding {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  const seconds = Math.round((Date.now() - theirs) / 1_000);
  if (Number.isNaN(seconds)) return { about: 'clock', found: 'Slack’s answer has no date to compare with' };
  if (Math.abs(seconds) <= clockToleranceSeconds) return { about: 'clock', found: 'agrees with Slack’s' };
  const found = `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} Slack’s`;
  return { about: 'clock', found, mend: 'Set the machine’s clock (NTP): Slack’s signatures are checked against it.' };
}

async function deliveryCredentials(settings: Settings): Promise<Finding> {
  const { appToken, signingSecret } = settings.slack;
  if (appToken === undefined) {
    return signingSecret === undefined
      ? { about: 'signing secret', found: 'missing', mend: 'Take it from Basic Information → Signing Secret.' }
      : { about: 'signing secret', found: 'given; whether it is the right one shows with the first delivery' };
  }
  const answer = await call(settings, 'apps.connections.open', appToken);
  if (answer.kind === 'unreachable') return { about: 'app token', found: `not checked: ${answer.why}` };
  if (answer.error === null) return { about: 'app token', found: 'accepted' };
  const mend =
    'Make an app-level token with the scope connections:write under Basic Information, and switch Socket Mode on.';
  return { about: 'app token', found: `refused: ${answer.error}`, mend };
}

async function staffChannel(settings: Settings): Promise<Finding> {
  const channel = settings.staffChannel;
  if (channel === undefined) {
    return { about: 'staff channel', found: 'not set: staff read what concerns them in the app’s home only' };
  }
  const answer = await call(settings, 'conversations.history', settings.slack.botToken, { channel, limit: '1' });
  if (answer.kind === 'unreachable') return { about: 'staff channel', found: `not checked: ${answer.why}` };
  if (answer.error === null) return { about: 'staff channel', found: 'the app is in it' };
  const mend = 'Is STAFF_CHANNEL the channel’s id? Then write /invite @Mentorat in it.';
  return { about: 'staff channel', found: `the app cannot use it: ${answer.error}`, mend };
}

async function database(settings: Settings): Promise<Finding[]> {
  const about = settings.databaseUrl === undefined ? 'database (embedded)' : 'database (PostgreSQL)';
  try {
    if (!(await isThere(settings))) return [{ about, found: `new; the first start makes it in ${settings.dataDir}` }];
    const opened = await openDatabase(settings, { migrate: false });
    try {
      const pending = await pendingMigrations(opened.db);
      return [
        { about, found: 'can be reached' },
        await migrations(opened.db, pending),
        ...(pending === 0 ? [await messages(opened.db)] : []),
      ];
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (error instanceof FolderInUse)
      return [{ about, found: `${settings.dataDir} is in use by a running app; not looked into` }];
    return [
      { about, found: whyNotOpened(error, settings), mend: 'Look at DATABASE_URL or DATA_DIR, and whether it runs.' },
    ];
  }
}

async function migrations(db: Db, pending: number): Promise<Finding> {
  const about = 'migrations';
  if (pending === 0) return { about, found: 'all applied' };
  if (await isUntouched(db)) return { about, found: 'none yet; the first start makes its tables' };
  return { about, found: `${pending} not applied`, mend: 'Start the app, or run cli migrate.' };
}

async function messages(db: Db): Promise<Finding> {
  const dead = await deadLetters(db);
  if (dead.length === 0) return { about: 'messages', found: 'none was given up' };
  const more = (await countDeadLetters(db)) - dead.length;
  const named = dead.map(({ id, kind, why }) => `${id} (${kind}: ${why})`).join(', ');
  return {
    about: 'messages',
    found: `given up: ${named}${more > 0 ? `, and ${more} more` : ''}`,
    mend: 'See “Dead letters” in docs/operating.md.',
  };
}

type Answer =
  | { readonly kind: 'unreachable'; readonly why: string }
  | {
      readonly kind: 'answer';
      readonly error: string | null;
      readonly scopes: readonly string[];
      readonly date: string | null;
    };

const body = z.object({ ok: z.boolean(), error: z.string().optional() });

/** A call by fetch, as the headers of the answer are what is asked for. */
async function call(
  settings: Settings,
  method: string,
  token: string,
  args: Record<string, string> = {},
): Promise<Answer> {
  try {
    const response = await fetch(new URL(method, settings.slack.apiUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(args),
      signal: AbortSignal.timeout(10_000),
    });
    const { ok, error = 'no reason given' } = body.parse(await response.json());
    const scopes = response.headers.get('x-oauth-scopes')?.split(',') ?? [];
    return {
      kind: 'answer',
      error: ok ? null : error,
      scopes: scopes.map((scope) => scope.trim()),
      date: response.headers.get('date'),
    };
  } catch (error) {
    return { kind: 'unreachable', why: inOneSentence(error) };
  }
}
