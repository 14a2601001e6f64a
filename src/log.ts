import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * The process's log: one line of JSON a thing done (who, what, how long, reference). Of an error it keeps what helps to find the
 * cause and nothing that may quote people or secrets: errors of the database carry what was written, those of Slack the token.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, serializers: { err: safeError } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

interface SafeError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly slack?: string;
  readonly stack?: string;
  readonly cause?: SafeError | undefined;
}

/** What may be logged of an error. */
export function safeError(error: unknown, depth = 0): SafeError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const slack = slackCode(error);
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  return {
    type: error.constructor.name,
    message: withoutSecrets(error.message),
    ...(code === undefined ? {} : { code }),
    ...(slack === undefined ? {} : { slack }),
    ...(frames === undefined ? {} : { stack: frames.join('\n') }),
    ...(error.cause === undefined || depth > 3 ? {} : { cause: safeError(error.cause, depth + 1) }),
  };
}

/** The innermost cause in one sentence, for an operator. */
export function inOneSentence(error: unknown): string {
  let { cause, ...shown } = safeError(error);
  while (cause !== undefined) ({ cause, ...shown } = cause);
  const code = shown.slack ?? shown.code;
  if (shown.message === '') return code ?? shown.type;
  return code === undefined || shown.message.includes(code) ? shown.message : `${shown.message} (${code})`;
}

/** Slack's own word for what is wrong, e.g. `channel_not_found`. */
function slackCode(error: Error): string | undefined {
  if (!('data' in error) || typeof error.data !== 'object' || error.data === null) return undefined;
  return 'error' in error.data && typeof error.data.error === 'string' ? error.data.error : undefined;
}

/** Drizzle puts the values of a query after `params:`; tokens and passwords can stand in addresses. */
export function withoutSecrets(message: string): string {
  const [withoutValues = ''] = message.split(/\nparams:/);
  return withoutValues
    .replaceAll(/\bx(?:ox[a-z]|app)-[\w-]+/g, 'x***')
    .replaceAll(/(\w+:\/\/[^\s:/@]*):[^\s@]*@/g, '$1:***@')
    .slice(0, 2_000);
}
