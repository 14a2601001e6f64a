import type { z } from 'zod';
import type { Office } from '../deliver/office.ts';
import type { World } from '../world/model.ts';

/** What a method works with: the world, and the office that tells the app what happened. */
export interface Context {
  world: World;
  office: Office;
}

/** One method of the Web API. `scopes` are those of which the token must have one; none are needed when it is empty. */
export interface Method {
  token: 'bot' | 'app' | 'any';
  scopes: readonly string[];
  tier: 1 | 2 | 3 | 4 | 5;
  run(context: Context, args: unknown): object;
}

/** Describes a method; its arguments are read by `args` first. */
export function method<A>(
  given: Omit<Method, 'run' | 'token'> & {
    token?: Method['token'];
    args: z.ZodType<A>;
    run(context: Context, args: A): object;
  },
): Method {
  return {
    token: given.token ?? 'bot',
    scopes: given.scopes,
    tier: given.tier,
    run(context, args) {
      const parsed = given.args.safeParse(args);
      if (parsed.success) return given.run(context, parsed.data);
      const messages = parsed.error.issues.map((issue) =>
        issue.code === 'invalid_type' && issue.message.includes('received undefined')
          ? `[ERROR] missing required field: ${issue.path.join('/')}`
          : `[ERROR] ${issue.message} [json-pointer:/${issue.path.join('/')}]`,
      );
      throw new SlackError('invalid_arguments', { response_metadata: { messages } });
    },
  };
}

/** A refusal in Slack's words: `ok: false` with this code. */
export class SlackError extends Error {
  readonly code: string;
  readonly extra: object;

  constructor(code: string, extra: object = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** Refuses what came too late: a person or another call was quicker, which no app can help. */
export class Overtaken extends SlackError {}

/** Refuses unless the token has one of the scopes. */
export function needScope(world: World, ...scopes: string[]): void {
  const provided = world.manifest.oauth_config.scopes.bot;
  if (scopes.some((each) => provided.includes(each))) return;
  throw new SlackError('missing_scope', { needed: scopes.join(','), provided: provided.join(',') });
}
