import { describe, expect, it } from 'vitest';
import { readSettings, toSentence } from '../src/config.ts';
import { usualHours } from '../src/core/silence.ts';

const enough = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret' };

describe('settings', () => {
  it('have defaults for all that a school need not decide', () => {
    expect(settings(enough)).toMatchObject({
      slack: { apiUrl: 'https://slack.com/api/' },
      databaseUrl: undefined,
      dataDir: './data',
      port: 3000,
      zone: 'Europe/Paris',
      locale: 'en',
      country: 'FR',
      logLevel: 'info',
    });
  });

  it.each([
    ['an app token, for Socket Mode', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }],
    ['a signing secret, for HTTP', enough],
    ['empty lines, as .env.example has them', { ...enough, DATABASE_URL: '', STAFF_CHANNEL: '', PORT: '' }],
    ['a Slack address without its last slash', { ...enough, SLACK_API_URL: 'http://127.0.0.1:4000/api' }],
  ])('are read with %s', (_, env) => {
    expect(settings(env).slack.apiUrl).toMatch(/\/$/);
  });

  it.each([
    ['SLACK_BOT_TOKEN', { SLACK_BOT_TOKEN: undefined }, 'is missing'],
    ['SLACK_BOT_TOKEN', { SLACK_BOT_TOKEN: 'xoxp-1' }, 'does not start with xoxb-'],
    ['SLACK_APP_TOKEN', { SLACK_APP_TOKEN: 'xoxb-1' }, 'does not start with xapp-'],
    ['SLACK_SIGNING_SECRET', { SLACK_SIGNING_SECRET: undefined }, 'is missing'],
    ['SLACK_API_URL', { SLACK_API_URL: 'slack' }, 'is not a URL'],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://db' }, 'does not start with postgres://'],
    ['PORT', { PORT: 'three' }, 'is not a number'],
    ['PORT', { PORT: '70000' }, 'is no port'],
    ['MENTORING_TIME_ZONE', { MENTORING_TIME_ZONE: 'Paris' }, 'is not a time zone'],
    ['DEFAULT_LOCALE', { DEFAULT_LOCALE: 'de' }, 'is neither en nor fr'],
    ['DEFAULT_COUNTRY', { DEFAULT_COUNTRY: 'France' }, 'is not two capital letters'],
    ['STAFF_CHANNEL', { STAFF_CHANNEL: '#staff' }, 'is not a channel id'],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }, 'is not a level'],
    ['REPLY_MISSING_HOURS', { REPLY_MISSING_HOURS: '24,48' }, 'is not four numbers of hours'],
    ['REPLY_MISSING_HOURS', { REPLY_MISSING_HOURS: '24,48,soon,96' }, 'is not a number of hours'],
    ['REPLY_MISSING_HOURS', { REPLY_MISSING_HOURS: '48,24,72,96' }, 'is not in rising order'],
    ['ANSWER_MISSING_HOURS', { ANSWER_MISSING_HOURS: '0' }, 'is not more than 0'],
    ['CONTACT_MISSING_HOURS', { CONTACT_MISSING_HOURS: '9999' }, 'is more than a year'],
    ['SESSION_UPCOMING_HOURS', { SESSION_UPCOMING_HOURS: '1,48' }, 'is not in falling order'],
    ['STATUS_MISSING_HOURS', { STATUS_MISSING_HOURS: '72,1' }, 'is not in rising order'],
  ])('refuse a %s of %o, with where to get it', (name, wrong, why) => {
    expect(problems({ ...enough, ...wrong })).toEqual([expect.stringMatching(`^${name} ${why}.*Get it here: .+`)]);
  });

  it('take the hours of reminders, each in the order of who is told', () => {
    const env = { REPLY_MISSING_HOURS: '12, 36,72,100', ANSWER_MISSING_HOURS: '6', STATUS_MISSING_HOURS: '0.5,48' };
    expect(settings({ ...enough, ...env }).reminderHours).toEqual({
      ...usualHours,
      replyMissing: [12, 36, 72, 100],
      answerMissing: 6,
      statusMissing: [0.5, 48],
    });
  });

  it('name every problem at once, and no value', () => {
    const found = problems({
      SLACK_BOT_TOKEN: 's3cret',
      SLACK_APP_TOKEN: 's3cret',
      DATABASE_URL: 's3cret',
      PORT: 's3cret',
    });
    expect(found).toHaveLength(4);
    expect(toSentence(found)).not.toContain('s3cret');
    expect(toSentence(found).split('\n- ')).toHaveLength(5);
  });
});

function settings(env: Record<string, string>) {
  const read = readSettings(env);
  if (read.kind === 'problems') throw new Error(read.problems.join('\n'));
  return read.settings;
}

function problems(env: Record<string, string | undefined>): string[] {
  const read = readSettings(env);
  return read.kind === 'problems' ? read.problems : [];
}
