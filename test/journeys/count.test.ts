import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMinutes } from '../../src/core/time.ts';
import { type Member, opened, openSchool, type School } from './harness.ts';

/*
 * Two weeks of a mentor with 12 new students of whom one stays silent, counted as people feel it: direct messages, and replies that
 * mention them (N7); what their own act leaves in a thread that they follow is shown beside it. The others pick a time the next day, and meet Ana in this week and the next; she completes each session at its
 * end, and books the same time of the week after.
 */
const names = ['Ben', 'Cleo', 'Dina', 'Emil', 'Fay', 'Gus', 'Hana', 'Ivo', 'Jana', 'Kim', 'Lou'];

const written = ['before', 'reasons', 'objectives', 'level', 'hours', 'remarks', 'next', 'note'];

let school: School;
let ana: Member;
let silas: Member;
const others: Member[] = [];

beforeAll(async () => {
  school = await openSchool({ now: '2026-10-05T07:00:00Z', team: { name: 'Zoé' } });
  await school.staff({ name: 'Zoé' });
  ana = await school.mentor({ name: 'Ana' }, { place: 'https://meet.example/ana' });
  silas = await school.student({ name: 'Silas' });
  for (const name of names) others.push(await school.student({ name }));
});
afterAll(async () => {
  await school.close();
});

/** Six on Thursday, from 13:00 on in Paris, five on Friday; an hour apart. */
const place = (index: number) => ({
  date: index < 6 ? '2026-10-08' : '2026-10-09',
  time: `${13 + (index % 6)}:00`,
});

async function offer(student: Member, date: string, time: string) {
  await school.pair(ana, student);
  const root = school.thread(ana, ana, student)[0];
  if (root === undefined) throw new Error('no introduction');
  const modal = await opened(ana.click('Offer times', { in: root }));
  await modal.fill({ date_1: date, time_1: time }).sent();
  await school.settle();
  expect((await modal.submit()).closed).toBe(true);
  await school.settle();
}

async function meetAndComplete(week: number) {
  for (const index of others.keys()) {
    const { date, time } = place(index);
    const startsAt = new Date(`${date}T${time}:00+02:00`);
    await school.to(addMinutes(startsAt, week * 7 * 24 * 60 + (week === 0 ? 40 : 50)));
    const modal = await opened(ana.command('/complete'));
    for (const field of modal.fields) if (written.includes(field)) modal.fill({ [field]: 'As agreed' });
    modal.fill({ tasks: 'Read the course ~10h\nExercise ~8h', following: 'same-slot' });
    expect(await modal.submit()).toMatchObject({ kind: 'closed' });
    await school.settle();
  }
}

test('at most 60 messages to the mentor and 12 to a student in two weeks', { timeout: 240_000 }, async () => {
  for (const [index, student] of others.entries()) await offer(student, place(index).date, place(index).time);
  await offer(silas, '2026-10-21', '10:00');
  await school.to('2026-10-06T06:00:00Z');
  for (const [index, student] of others.entries()) {
    await student.click(`${index < 6 ? 'Thu 8' : 'Fri 9'} Oct, ${place(index).time}`);
    await school.settle();
  }
  await meetAndComplete(0);
  await meetAndComplete(1);
  await school.to('2026-10-19T07:00:00Z');

  const table = [ana, silas, ...others].map((person) => {
    const all = person.notifications();
    const said = (because: string) => all.filter((each) => each.because === because).length;
    const addressed = said('direct message') + said('mention') + said('group message');
    return { name: person.name, direct: said('direct message'), addressed, echoes: said('thread') };
  });
  const line = (...cells: ReadonlyArray<string | number>) => cells.map((cell) => String(cell).padEnd(10)).join('');
  const rows = table.map(({ name, direct, addressed, echoes }) => line(name, addressed, direct, echoes));
  process.stdout.write(
    `${[line('', 'messages', 'of them', 'own acts'), line('', '', 'direct', 'in threads'), ...rows].join('\n')}\n`,
  );
  const [mentor, ...students] = table;
  expect(mentor?.addressed).toBeLessThanOrEqual(60);
  for (const { addressed } of students) expect(addressed).toBeLessThanOrEqual(12);
});
