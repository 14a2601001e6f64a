import { IANAZone } from 'luxon';
import { z } from 'zod';
import { supportedLocales } from './core/locale.ts';
import { type ReminderHours, usualHours } from './core/silence.ts';

const zone = z.string().refine((value) => IANAZone.isValidZone(value), 'is not a time zone such as Europe/Paris');

const hour = z.coerce
  .number('is not a number of hours')
  .positive('is not more than 0')
  .max(9_000, 'is more than a year');
const listed = (text: unknown) => (typeof text === 'string' ? text.split(',') : text);
const two = (usual: readonly [number, number]) =>
  z
    .preprocess(listed, z.tuple([hour, hour], `is not two numbers of hours, such as ${usual}`).readonly())
    .default(usual);
const four = (usual: readonly [number, number, number, number]) =>
  z
    .preprocess(listed, z.tuple([hour, hour, hour, hour], `is not four numbers of hours, such as ${usual}`).readonly())
    .default(usual);
const isRising = (given: readonly number[]) =>
  given.every((each, index) => index === 0 || each > Number(given[index - 1]));
const one = (usual: number) => hour.default(usual);

/** What to do about a setting that is missing or wrong. */
const whereToGetIt: Record<string, string> = {
  SLACK_BOT_TOKEN: 'api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token (xoxb-…)',
  SLACK_SIGNING_SECRET: 'api.slack.com/apps → your app → Basic Information → Signing Secret (or give SLACK_APP_TOKEN)',
  SLACK_APP_TOKEN: 'api.slack.com/apps → your app → Basic Information → App-Level Tokens, scope connections:write',
  SLACK_API_URL: 'leave it out to use Slack itself',
  DATABASE_URL: 'postgres://user:password@host:5432/database; leave it out to use the embedded database in DATA_DIR',
  MENTORING_TIME_ZONE: 'an IANA name, for example Europe/Paris',
  DEFAULT_LOCALE: 'en or fr',
  DEFAULT_COUNTRY: 'two letters, for example FR',
  STAFF_CHANNEL: 'the channel’s id (C…): open the channel’s details in Slack, it stands at the bottom',
  PORT: 'a number between 1 and 65535',
  LOG_LEVEL: 'one of fatal, error, warn, info, debug, trace, silent',
  REPLY_MISSING_HOURS: 'hours until a silent student is reminded, reminded again, the mentor is told, and staff',
  ANSWER_MISSING_HOURS: 'hours until a mentor is reminded whose student wrote or proposed times',
  CONTACT_MISSING_HOURS: 'hours until a mentor is reminded of a new student',
  NEXT_MISSING_HOURS: 'hours after a session without a next one, and until it is said again',
  SESSION_UPCOMING_HOURS: 'hours before a session: to prepare it, and as it begins',
  STATUS_MISSING_HOURS: 'hours after a session without a status: the mentor, and staff',
  PROFILE_MISSING_HOURS: 'hours after the discovery session, and between one reminder and the next',
  ADVISORS_CONTACT: 'an e-mail address or a sentence',
};

const environment = z
  .object({
    SLACK_BOT_TOKEN: z.string({ error: 'is missing' }).startsWith('xoxb-', 'does not start with xoxb-'),
    SLACK_SIGNING_SECRET: z.string().min(1, 'is empty').optional(),
    SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'does not start with xapp-').optional(),
    SLACK_API_URL: z.url('is not a URL').default('https://slack.com/api/'),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'does not start with postgres://')
      .optional(),
    DATA_DIR: z.string().min(1, 'is empty').default('./data'),
    PORT: z.coerce.number('is not a number').int('is not whole').min(0).max(65535, 'is no port').default(3000),
    MENTORING_TIME_ZONE: zone.default('Europe/Paris'),
    DEFAULT_LOCALE: z.enum(supportedLocales, 'is neither en nor fr').default('en'),
    DEFAULT_COUNTRY: z
      .string()
      .regex(/^[A-Z]{2}$/, 'is not two capital letters')
      .default('FR'),
    STAFF_CHANNEL: z
      .string()
      .regex(/^[CG][A-Z0-9]+$/, 'is not a channel id')
      .optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'is not a level').default('info'),
    REPLY_MISSING_HOURS: four(usualHours.replyMissing).refine(isRising, 'is not in rising order'),
    ANSWER_MISSING_HOURS: one(usualHours.answerMissing),
    CONTACT_MISSING_HOURS: one(usualHours.contactMissing),
    NEXT_MISSING_HOURS: two(usualHours.nextMissing),
    SESSION_UPCOMING_HOURS: two(usualHours.sessionUpcoming).refine(
      ([prepare, begins]) => prepare > begins,
      'is not in falling order',
    ),
    STATUS_MISSING_HOURS: two(usualHours.statusMissing).refine(isRising, 'is not in rising order'),
    PROFILE_MISSING_HOURS: two(usualHours.profileMissing),
    ADVISORS_CONTACT: z.string().optional(),
    MENTOR_TEAM_CONTACT: z.string().optional(),
    STUDENT_TEAM_CONTACT: z.string().optional(),
  })
  .refine((env) => env.SLACK_APP_TOKEN !== undefined || env.SLACK_SIGNING_SECRET !== undefined, {
    path: ['SLACK_SIGNING_SECRET'],
    error: 'is missing',
    // Also beside other problems: all are named at once.
    when: () => true,
  });

/** The settings of the process: `.env.example` says what each is for. */
export type Settings = ReturnType<typeof toSettings>;

/** Adds what stands in a file `.env` of the working directory; what the environment has already goes before it. */
export function loadDotEnv(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

/**
 * Reads the environment. Answers with every problem at once, each with where to get the right value; never with a value,
 * as it may be a secret.
 */
export function readSettings(
  env: NodeJS.ProcessEnv,
): { kind: 'settings'; settings: Settings } | { kind: 'problems'; problems: string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (parsed.success) return { kind: 'settings', settings: toSettings(parsed.data) };
  const problems = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const where = whereToGetIt[name];
    return `${name} ${issue.message}${where === undefined ? '' : `. Get it here: ${where}`}`;
  });
  return { kind: 'problems', problems };
}

/** The one message that names everything to mend. */
export function toSentence(problems: readonly string[]): string {
  const lines = problems.map((each) => `- ${each}\n`).join('');
  return `Mentorat cannot start. Please mend these settings, in the environment or in a file .env:\n${lines}`;
}

function toSettings(env: z.infer<typeof environment>) {
  return {
    slack: {
      botToken: env.SLACK_BOT_TOKEN,
      signingSecret: env.SLACK_SIGNING_SECRET,
      appToken: env.SLACK_APP_TOKEN,
      apiUrl: env.SLACK_API_URL.endsWith('/') ? env.SLACK_API_URL : `${env.SLACK_API_URL}/`,
    },
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    port: env.PORT,
    zone: env.MENTORING_TIME_ZONE,
    locale: env.DEFAULT_LOCALE,
    country: env.DEFAULT_COUNTRY,
    staffChannel: env.STAFF_CHANNEL,
    logLevel: env.LOG_LEVEL,
    reminderHours: {
      replyMissing: env.REPLY_MISSING_HOURS,
      answerMissing: env.ANSWER_MISSING_HOURS,
      contactMissing: env.CONTACT_MISSING_HOURS,
      nextMissing: env.NEXT_MISSING_HOURS,
      sessionUpcoming: env.SESSION_UPCOMING_HOURS,
      statusMissing: env.STATUS_MISSING_HOURS,
      profileMissing: env.PROFILE_MISSING_HOURS,
    } satisfies ReminderHours,
    contacts: {
      advisors: env.ADVISORS_CONTACT,
      mentorTeam: env.MENTOR_TEAM_CONTACT,
      studentTeam: env.STUDENT_TEAM_CONTACT,
    },
  };
}
