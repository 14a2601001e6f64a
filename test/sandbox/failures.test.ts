import { describe, expect, it } from 'vitest';
import type { Ack } from '../../sandbox/deliver/http.ts';
import { failureFor, troubleFor } from '../../sandbox/driver/failures.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { manifest } from './app.ts';

describe('when an app does not do well, Slack’s client says so in the language of whoever waited', () => {
  const silent: Ack = { kind: 'failed', why: 'timeout' };
  const broken: Ack = { kind: 'failed', why: 'status', status: 500 };
  const away: Ack = { kind: 'failed', why: 'unreachable' };
  it.each([
    ['en-GB', 'command', silent, '/book failed with the error "operation_timeout"'],
    ['fr-FR', 'command', silent, '/book a échoué avec l’erreur « operation_timeout »'],
    ['fr-CA', 'command', broken, '/book a échoué avec l’erreur « http_service_error »'],
    ['en-US', 'interaction', silent, 'Operation timed out. Apps need to respond within 3 seconds.'],
    ['fr-FR', 'interaction', silent, 'Délai d’attente dépassé. Les applications doivent répondre dans les 3 secondes.'],
    ['fr-FR', 'interaction', broken, 'Cette application a répondu avec le code d’état 500.'],
    ['de-DE', 'interaction', away, 'This app is not responding right now.'],
    ['fr-FR', 'interaction', { kind: 'acknowledged', body: '' }, null],
  ] as const)('%s, %s, %j: %s', (locale, kind, ack, expected) =>
    expect(failureFor({ locale }, ack, kind, '/book')).toBe(expected),
  );

  it('and of a form that did not arrive', () => {
    expect(troubleFor({ locale: 'en-US' })).toBe('We had some trouble connecting. Try again?');
    expect(troubleFor({ locale: 'fr-FR' })).toBe('Nous avons eu un problème de connexion. Réessayer ?');
  });

  it('and each person sees it in theirs', async () => {
    const slack = await startSandbox({ clock: { now: () => new Date('2026-03-02T09:00:00Z') }, manifest });
    const ana = slack.person({ name: 'Ana Silva' });
    const zoe = slack.person({ name: 'Zoé Petit', locale: 'fr-FR' });
    // There is no app at all.
    await ana.command('/join');
    const { failure } = await zoe.command('/join');
    expect(failure).toBe('/join a échoué avec l’erreur « dispatch_failed »');
    expect(zoe.sees()).toContain(`Slack: ${failure}`);
    expect(ana.sees()).toContain('Slack: /join failed with the error "dispatch_failed"');
    await slack.stop();
  });
});
