import { describe, expect, it } from 'vitest';
import { createLog } from '../src/log.ts';

const words = 'What Ana wrote';

/** Errors as libraries make them, with what people wrote or a secret in them. */
const errors: ReadonlyArray<readonly [string, Error, string]> = [
  ['of a query, with its values', new Error(`Failed query: insert into notes\nparams: ${words}`), words],
  [
    'with a detail of the database',
    Object.assign(new Error('duplicate key'), { detail: `Key (text)=(${words})` }),
    words,
  ],
  [
    'with the request of a call',
    Object.assign(new Error('failed'), { config: { headers: { a: 'Bearer xoxb-1' } } }),
    'xoxb-1',
  ],
  ['that names a token', new Error('invalid token xoxb-12-ab-CD'), '12-ab-CD'],
  ['that names an app token', new Error('invalid token xapp-1-A2-33-ff'), 'A2-33-ff'],
  ['that names a password', new Error('cannot reach postgres://me:s3cret@db/x'), 's3cret'],
  ['inside another', new Error('outer', { cause: new Error(`inner\nparams: ${words}`) }), words],
];

describe('the log', () => {
  it.each(errors)('keeps of an error %s what helps, and nothing of that', (_, error, secret) => {
    const line = logged(error);
    expect(line).not.toContain(secret);
    expect(JSON.parse(line)).toMatchObject({ err: { type: 'Error', stack: expect.stringContaining('log.test.ts') } });
  });

  it('keeps codes, and Slack’s own word for what is wrong', () => {
    const error = Object.assign(new Error('An API error occurred'), {
      code: 'slack_webapi_platform_error',
      data: { ok: false, error: 'channel_not_found' },
    });
    expect(JSON.parse(logged(error))).toMatchObject({
      err: { code: 'slack_webapi_platform_error', slack: 'channel_not_found' },
    });
  });
});

function logged(error: Error): string {
  let line = '';
  createLog('info', {
    write: (text) => {
      line += text;
    },
  }).error({ err: error }, 'failed');
  return line;
}
