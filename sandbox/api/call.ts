import type { Desk } from '../desk.ts';
import { methods } from './index.ts';
import type { Context, Method } from './method.ts';
import { needScope, Overtaken, SlackError } from './method.ts';

/** What comes back over the wire; `reset` closes the connection with no word. */
export type Answer =
  | { kind: 'answer'; status: number; headers: Record<string, string>; body: object }
  | { kind: 'reset' };

/** One call of the Web API, from its token to its answer, faults and limits included; every call is recorded. */
export async function call(desk: Desk, name: string, token: string, args: Record<string, unknown>): Promise<Answer> {
  const { world } = desk.context;
  const record = desk.records.called(name, args, world.now());
  const finish = (answer: Answer, note: string | undefined) => {
    desk.records.answered(record, answer.kind === 'answer' ? answer.body : undefined, note);
    world.signal.changed();
    return answer;
  };
  const fault = await desk.faults.take(name);
  if (fault?.kind === 'reset' || fault?.kind === 'away') return finish({ kind: 'reset' }, fault.kind);
  if (fault?.kind === 'error-500') return finish(json(500, { ok: false, error: 'internal_error' }), fault.kind);
  if (fault?.kind === 'rate-limited') return finish(limited(fault.retryAfter ?? 1), fault.kind);

  const method = methods.get(name);
  const wait = method ? desk.limits.take(name, method.tier, args, world.now()) : 0;
  if (wait > 0) return finish(limited(wait), 'limit');
  const headers = {
    'x-oauth-scopes': world.manifest.oauth_config.scopes.bot.join(','),
    'x-accepted-oauth-scopes': method?.scopes.join(',') ?? '',
  };
  try {
    const body = { ok: true, ...carryOut(desk.context, method, token, args) };
    if (fault?.kind === 'lost-answer') return finish({ kind: 'reset' }, fault.kind);
    return finish(json(200, body, headers), fault?.kind);
  } catch (error) {
    // An error that is not Slack's is ours: it must be seen, as a refusal that no story expects.
    const { code, extra } =
      error instanceof SlackError ? error : { code: 'internal_error', extra: { stack: String(error) } };
    const body = { ok: false, error: code, ...extra };
    desk.records.refused({
      what: name,
      error: code,
      detail: extra,
      args,
      at: world.now(),
      overtaken: error instanceof Overtaken,
    });
    return finish(json(200, body, headers), fault?.kind);
  }
}

function carryOut(context: Context, method: Method | undefined, token: string, args: Record<string, unknown>): object {
  const { world } = context;
  if (!method) throw new SlackError('unknown_method');
  if (token === '') throw new SlackError('not_authed');
  const kind = token === world.secrets.botToken ? 'bot' : token === world.secrets.appToken ? 'app' : undefined;
  if (!kind) throw new SlackError('invalid_auth');
  if (!world.installed) throw new SlackError(kind === 'bot' ? 'account_inactive' : 'invalid_auth');
  if (method.token !== 'any' && method.token !== kind) throw new SlackError('not_allowed_token_type');
  if (method.scopes.length > 0) needScope(world, ...method.scopes);
  return method.run(context, args);
}

const json = (status: number, body: object, headers: Record<string, string> = {}): Answer => ({
  kind: 'answer',
  status,
  headers,
  body,
});

const limited = (seconds: number): Answer =>
  json(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) });
