import { describe, expect, it } from 'vitest';
import { checkMessage } from '../../../sandbox/blockkit/index.ts';
import { wordsFor } from '../../../src/core/words/index.ts';
import { introductionMessage, type Pair } from '../../../src/features/assignment/views.ts';

const pair = {
  id: 7,
  mentorName: 'Marc *the* <!channel>',
  mentorSlackId: 'U0MARC',
  studentId: 2,
  studentName: 'Ana',
  studentSlackId: 'U0ANA',
  project: { path: 'Web', name: 'A <site> & *more*', level: 2 },
  endedAt: null,
  metOn: null,
} as Pair;

describe.each(['en', 'fr'] as const)('the introduction in %s', (locale) => {
  const words = wordsFor(locale);
  const shown = (change: Partial<Pair>) => {
    const message = introductionMessage({ ...pair, ...change }, words);
    expect(checkMessage({ ...message })).toEqual([]);
    return JSON.stringify(message);
  };

  it('says who is who, the project, what happens next, and what the app keeps', () => {
    const text = shown({});
    expect(text).toContain('<@U0MARC>');
    expect(text).toContain('<@U0ANA>');
    expect(text).toContain('A &lt;site&gt; &amp;');
    expect(text).toContain(words.assignment.privacy);
    expect(text).toContain('"action_id":"open_offer","text":{"type":"plain_text"');
    expect(text).toContain('"value":"7"');
    expect(text).not.toContain('<!channel>');
  });

  it('is short for a pair that knows each other', () => {
    const text = shown({ metOn: '2026-02-01' });
    expect(text).not.toContain('30 minutes');
    expect(text.length).toBeLessThan(shown({}).length);
    expect(text).toContain(words.assignment.privacy);
  });

  it('has no buttons once it is over', () => {
    const text = shown({ endedAt: new Date('2026-11-01T08:00:00Z') });
    expect(text).not.toContain('action_id');
    expect(text).toContain(words.assignment.ended);
  });

  it('names a student without a project', () => {
    expect(shown({ project: null })).toContain(words.assignment.noProject);
  });
});
