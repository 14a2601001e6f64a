import type { PersonId, SessionId } from '../../core/ids.ts';
import { type Result, refuse } from '../../core/result.ts';
import { addDays, formatLocal, sameOffset, zoneName } from '../../core/time.ts';
import type { Db } from '../../db/client.ts';
import type { Context } from '../../db/write.ts';
import type { Mentorship } from '../assignment/service.ts';
import { minutesOf, nearestFree } from './rules.ts';
import * as store from './store.ts';

/** A span of time that a session is to take. */
export interface Wanted {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

type Pair = Pick<Mentorship, 'mentorId' | 'mentorName' | 'mentorZone' | 'studentId' | 'studentName' | 'studentZone'>;

/** Which of the wanted spans somebody of the two is not free for. */
export async function findClashes(
  db: Db,
  personIds: readonly PersonId[],
  wanted: readonly Wanted[],
  except: SessionId | null = null,
): Promise<Array<{ wanted: Wanted; taken: store.Session[] }>> {
  const taken = await store.findTaken(db, personIds, wanted, except);
  return wanted
    .map((each) => ({ wanted: each, taken: taken.filter((other) => overlap(each, other)) }))
    .filter((clash) => clash.taken.length > 0);
}

/**
 * Says no to a time that is taken; to one ahead with the nearest ones at which both are free. A mentor reads which own session is
 * in the way, and of the student's only that the student is taken; a student reads only "taken".
 */
export async function refuseClash(
  db: Db,
  context: Context,
  pair: Pair,
  wanted: Wanted,
  now: Date,
  except: SessionId | null = null,
): Promise<Result<never>> {
  const people = [pair.mentorId, pair.studentId];
  const searched = { startsAt: addDays(wanted.startsAt, -8), endsAt: addDays(wanted.endsAt, 8) };
  const around = await store.findTaken(db, people, [searched], except);
  const free = nearestFree({
    wanted: { startsAt: wanted.startsAt, minutes: minutesOf(wanted) },
    busy: around,
    now,
    zones: [pair.mentorZone, pair.studentZone],
  });
  const { actor, settings } = context;
  const isStudent = actor.id === pair.studentId;
  const zone = isStudent ? actor.zone : settings.zone;
  const own = around.find((session) => involves(session, pair.mentorId) && overlap(wanted, session));
  const named = zoneName(zone, wanted.startsAt, actor.locale);
  const isOwnZone = sameOffset(wanted.startsAt, zone, actor.zone);
  const time = (instant: Date, style: 'short' | 'time') => formatLocal(instant, zone, actor.locale, style);
  return refuse(
    'taken',
    (words) => {
      const { sessions } = words;
      const why =
        own === undefined || isStudent
          ? sessions.taken(isStudent ? null : pair.studentName)
          : sessions.inTheWay(
              actor.id === pair.mentorId ? null : pair.mentorName,
              other(own, pair.mentorId),
              time(own.startsAt, 'time'),
              `${time(own.endsAt, 'time')}${isOwnZone ? '' : ` (${named})`}`,
            );
      if (wanted.startsAt < now) return why;
      const times = free.map((startsAt) => time(startsAt, 'short'));
      return `${why} ${sessions.nearestFree(times, named)}`;
    },
    'time',
  );
}

/** Says no to a series, and names the weeks that clash. */
export async function refuseSeries(
  db: Db,
  context: Context,
  pair: Pair,
  wanted: readonly Wanted[],
): Promise<Result<never>> {
  const clashes = await findClashes(db, [pair.mentorId, pair.studentId], wanted);
  const { actor, settings } = context;
  return refuse(
    'taken',
    (words) =>
      words.sessions.seriesClashes(
        clashes.map(({ wanted: { startsAt }, taken }) => {
          const day = formatLocal(startsAt, settings.zone, actor.locale, 'date');
          const own = taken.find((session) => involves(session, pair.mentorId));
          return words.sessions.dayTaken(day, own === undefined ? pair.studentName : other(own, pair.mentorId));
        }),
      ),
    'times',
  );
}

function involves(session: store.Session, personId: PersonId): boolean {
  return session.mentorId === personId || session.studentId === personId;
}

/** The name of the one whom somebody meets. */
function other(session: store.Session, personId: PersonId): string {
  return session.mentorId === personId ? session.studentName : session.mentorName;
}

function overlap(a: Wanted, b: Wanted): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}
