import type { Ack } from '../deliver/http.ts';
import { type Language, languageOf } from '../language.ts';

const en = {
  command: (command: string, error: string) => `${command} failed with the error "${error}"`,
  timeout: 'Operation timed out. Apps need to respond within 3 seconds.',
  status: (status: number) => `This app responded with Status Code ${status}.`,
  unreachable: 'This app is not responding right now.',
  trouble: 'We had some trouble connecting. Try again?',
};

const fr: typeof en = {
  command: (command, error) => `${command} a échoué avec l’erreur « ${error} »`,
  timeout: 'Délai d’attente dépassé. Les applications doivent répondre dans les 3 secondes.',
  status: (status) => `Cette application a répondu avec le code d’état ${status}.`,
  unreachable: 'Cette application ne répond pas pour le moment.',
  trouble: 'Nous avons eu un problème de connexion. Réessayer ?',
};

const words: Record<Language, typeof en> = { en, fr };

/** What Slack's client says to this person of a form that did not arrive. */
export function troubleFor(reader: { locale: string }): string {
  return words[languageOf(reader)].trouble;
}

/** What it says when the app did not do well; null when it did. */
export function failureFor(
  reader: { locale: string },
  ack: Ack,
  kind: 'command' | 'interaction',
  what: string,
): string | null {
  if (ack.kind === 'acknowledged') return null;
  const say = words[languageOf(reader)];
  if (kind === 'command') return say.command(what, errors[ack.why]);
  return ack.why === 'status' ? say.status(ack.status) : say[ack.why];
}

/** Slack's names for what went wrong with a command: the same in every language. */
const errors = { timeout: 'operation_timeout', status: 'http_service_error', unreachable: 'dispatch_failed' };
