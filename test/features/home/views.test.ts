import { describe, expect, test } from 'vitest';
import { checkMessage, checkView } from '../../../sandbox/blockkit/index.ts';
import type { Actor } from '../../../src/core/access.ts';
import { mentorshipId, outboxId, personId, requestId, sessionId, slotId, taskId } from '../../../src/core/ids.ts';
import type { Locale } from '../../../src/core/locale.ts';
import { wordsFor } from '../../../src/core/words/index.ts';
import { homeView } from '../../../src/features/home/views.ts';
import {
  type DigestLine,
  mentorDigestMessage,
  mentorLine,
  type RequestLine,
  requestBlocks,
  staffDigestMessage,
} from '../../../src/features/reminders/digest-views.ts';
import { kinds } from '../../../src/outbox/kinds.ts';

/** As much as a school can have at once, with the longest names. */
const many = <T>(make: (index: number) => T, count = 200) =>
  Array.from({ length: count }, (_, index) => make(index + 1));
const name = 'Ω*<!channel>&'.repeat(40);
const at = new Date('2026-10-06T08:00:00Z');

describe.each<Locale>(['en', 'fr'])('the limits of Block Kit hold, however much there is (%s)', (locale) => {
  const reader = { locale, words: wordsFor(locale), zone: 'Asia/Tokyo', schoolZone: 'Europe/Paris' };
  const owed = [
    'status-missing',
    'answer-missing',
    'contact-missing',
    'next-missing',
    'profile-missing',
    'reply-missing',
  ] as const;
  const lines = many(
    (index): DigestLine => ({
      kind: owed[index % owed.length] ?? 'next-missing',
      since: at,
      studentId: personId.parse(index),
      studentName: name,
      mentorshipId: mentorshipId.parse(index),
      sessionId: sessionId.parse(index),
      moves: null,
    }),
  );
  const requests = many(
    (index): RequestLine => ({
      id: requestId.parse(index),
      kind:
        ['silent-student', 'silent-mentor', 'status-missing', 'question', 'not-right', 'change-mentor', 'deactivated'][
          index % 7
        ] ?? '',
      isOpen: index % 5 > 0,
      personId: personId.parse(index),
      personName: name,
      mentorName: index % 3 === 0 ? null : `${index}${name}`,
      studentName: name,
      startsAt: at,
      takenBySlackId: index % 4 === 0 ? 'U00000001' : null,
    }),
  );

  test('digests', () => {
    for (const message of [mentorDigestMessage(reader, lines), staffDigestMessage(reader, requests, 20)]) {
      expect(checkMessage({ ...message, blocks: [...message.blocks] })).toEqual([]);
    }
  });

  test('a digest says how many more there are', () => {
    const shown = (message: { blocks: readonly unknown[] }) =>
      JSON.stringify(message.blocks).split('take_request').length - 1;
    const open = requests.map((each) => ({ ...each, isOpen: true, takenBySlackId: null }));
    for (const list of [open, open.slice(0, 31), open.map((each) => ({ ...each, mentorName: null }))]) {
      const message = staffDigestMessage(reader, list, 20);
      expect(JSON.stringify(message.blocks)).toContain(String(list.length - shown(message)));
      expect(shown(message)).toBeGreaterThan(20);
    }
    expect(shown(staffDigestMessage(reader, open.slice(0, 20), 0))).toBe(20);
  });

  const actor: Actor = {
    ...{ id: personId.parse(1), slackId: 'U1', name, locale, zone: 'Asia/Tokyo' },
    ...{ isStaff: true, isMentor: true, isStudent: true },
  };

  test.each(Object.keys(kinds))('a message %s that could not be delivered is told in words, and why', (kind) => {
    const said = (why: string, what = kind) => {
      const dead = [{ id: outboxId.parse(1), kind: what, why, settledAt: at }];
      const view = homeView(actor, 'Europe/Paris', {
        mentor: null,
        student: null,
        staff: { requests: [], dead, deadCount: 1, loads: [] },
      });
      return JSON.stringify(view.blocks.find((block) => JSON.stringify(block).includes('retry_message')));
    };
    const { home } = wordsFor(locale);
    expect(said('channel_not_found')).not.toMatch(/channel_not_found|\*[a-z]+-[a-z-]+\*/);
    expect(said('channel_not_found')).toContain(home.whyNot.channel_not_found);
    expect(said('http_503')).toContain(home.whyNot.no_answer);
    expect(said('cannot_reply_to_message')).toContain('(cannot_reply_to_message)');
    expect(said('failed', 'of-another-version')).toContain(home.anotherMessage);
  });

  test('the home of somebody with all three roles', () => {
    const missing = ['first_name', 'last_name', 'phone', 'address', 'photo', 'diploma', 'objective'] as const;
    const upcoming = many(
      (index) => ({
        ...{ id: sessionId.parse(index), revision: 0, startsAt: at, place: 'https://meet.example/ana' },
        ...{ mentorName: name, studentName: name },
      }),
      5,
    );
    const view = homeView(actor, 'Europe/Paris', {
      mentor: {
        needs: lines.map((line) => mentorLine(reader, line)),
        upcoming,
        students: many((index) => ({ studentId: personId.parse(index), name, next: at, missing })),
        load: { name, students: 200, capacity: 300 },
      },
      student: {
        mentorship: { id: mentorshipId.parse(1), mentorName: name },
        offer: { slots: many((index) => ({ id: slotId.parse(index), startsAt: at }), 10), movesFrom: at },
        upcoming,
        tasks: many((index) => ({ id: taskId.parse(index), text: name })),
        tasksDone: many((index) => ({ id: taskId.parse(index), text: name })),
        missing: [...missing],
      },
      staff: {
        requests: requests.map((request) => requestBlocks(reader, request)),
        dead: many((index) => ({ id: outboxId.parse(index), kind: 'booking', why: 'no_answer', settledAt: at }), 20),
        deadCount: 300,
        loads: many(() => ({ name: name.slice(0, 80), students: 1, capacity: 2 })),
      },
    });
    expect(checkView(view)).toEqual([]);
    expect(view.blocks.length).toBeLessThan(100);
    expect(JSON.stringify(view.blocks.at(-1))).toContain('open_import');
  });
});
