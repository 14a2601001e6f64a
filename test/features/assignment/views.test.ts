import { describe, expect, it } from 'vitest';
import { checkMessage } from '../../../sandbox/blockkit/index.ts';
import { wordsFor } from '../../../src/core/words/index.ts';
import { introductionMessage } from '../../../src/features/assignment/views.ts';

type Shown = Parameters<typeof introductionMessage>[0];

const pair = {
  id: 7,
  mentorId: 1,
  mentorName: 'Marc *the* <!channel>',
  mentorSlackId: 'U0MARC',
  mentorZone: 'Asia/Tokyo',
  mentorSlackLocale: 'en-US',
  studentId: 2,
  studentName: 'Ana',
  studentSlackId: 'U0ANA',
  studentZone: 'America/New_York',
  studentSlackLocale: 'fr-FR',
  funding: 'funded',
  project: { path: 'Web', name: 'A <site> & *more*', level: 2 },
  startedAt: new Date('2026-10-01T08:00:00Z'),
  endedAt: null,
  metOn: null,
  channel: null,
  rootTs: null,
} as Shown;

describe.each(['en', 'fr'] as const)('the introduction in %s', (locale) => {
  const words = wordsFor(locale);
  const shown = (change: Partial<Shown>) => {
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
