import type { MessageSeen, Modal, Outcome } from '../index.ts';
import { type Block, interactive } from '../kit.ts';
import type { Mentors, People, Students, Who } from './school.ts';
import type { Stage } from './stage.ts';

/** What people of the demo do in Slack, in one line each. Dates and times are Paris time: `2026-09-22 18:00`. */
export interface Hands {
  /** The team hands in a roster. */
  imports(csv: string): Promise<void>;
  /** `/book`: one session, or a weekly series. */
  books(mentor: Mentors, student: Students, when: string, weeks?: number): Promise<void>;
  /** `/complete`: the oldest session of a student that waits for it. */
  completes(mentor: Mentors, student: Students, answers: Record<string, string>): Promise<void>;
  notes(mentor: Mentors, student: Students, note: string): Promise<void>;
  /** The mentor's *Offer times*, under the introduction. */
  offers(mentor: Mentors, student: Students, times: readonly string[]): Promise<void>;
  /** The student clicks the first of the times offered. */
  picks(student: Students): Promise<void>;
  /** The student proposes a time, in their own zone. */
  proposes(student: Students, when: string, message: string): Promise<void>;
  /** The student cancels the session that the newest reminder is about. */
  cancels(student: Students, reason: string): Promise<void>;
  fillsProfile(who: Mentors | Students, student: Students, answers: Record<string, string>): Promise<void>;
  /** Ticks the first open task in the home. */
  ticks(student: Students): Promise<void>;
  says(who: Who, other: Who, text: string): Promise<void>;
}

export function handsOf(people: People, stage: Stage): Hands {
  const between = (mentor: Mentors, student: Students) => people[mentor].conversation(people[student]);
  return {
    async imports(csv) {
      await people.zoe.opensHome();
      const modal = await opened(people.zoe.click('open_import', { in: 'home' }), 'file');
      await submit(modal.fill({ file: { name: 'people.csv', content: csv, mimetype: 'text/csv' } }));
      await modal.until('Created: ');
      await modal.close('all');
    },
    async books(mentor, student, when, weeks) {
      const repeat = weeks === undefined ? '' : ` weekly x${weeks}`;
      await submit(await opened(people[mentor].command('/book', `@${student} ${when}${repeat}`), 'date'));
    },
    async completes(mentor, student, { status, ...answers }) {
      const modal = await opened(people[mentor].command('/complete', `@${student}`), 'status');
      if (status !== undefined) await modal.fill({ status }).sent();
      await submit(modal.fill(answers));
    },
    async notes(mentor, student, note) {
      const modal = await opened(people[mentor].command('/note', `@${student}`), 'note');
      await submit(modal.fill({ note }));
    },
    async offers(mentor, student, times) {
      const modal = await opened(people[mentor].click('open_offer', { in: between(mentor, student) }), 'date_1');
      const fields = times.map((each, at) => {
        const [date = '', time = ''] = each.split(' ');
        return { [`date_${at + 1}`]: date, [`time_${at + 1}`]: time };
      });
      await submit(await modal.fill(Object.assign({}, ...fields)).sent());
    },
    async picks(student) {
      await people[student].click(newest(blocksOf(people[student].messages()), 'pick_slot'));
    },
    async proposes(student, when, message) {
      const [date = '', time = ''] = when.split(' ');
      await people[student].opensHome();
      const modal = await opened(people[student].click('propose_times', { in: 'home' }), 'date_1');
      await submit(await modal.fill({ date_1: date, time_1: time, message }).sent());
    },
    async cancels(student, reason) {
      const modal = await opened(
        people[student].click(newest(blocksOf(people[student].dm()), 'cancel_session')),
        'reason',
      );
      await submit(modal.fill({ reason }));
    },
    async fillsProfile(who, student, answers) {
      const modal = await opened(people[who].command('/profile', who === student ? '' : `@${student}`), 'phone');
      await submit(modal.fill(answers));
    },
    async ticks(student) {
      await people[student].opensHome();
      const home = stage.slack.desk.context.world.homes.get(people[student].id);
      await people[student].click(newest([home?.payload.blocks ?? []], 'tick_task'), { in: 'home' });
    },
    async says(who, other, text) {
      await people[who].says(text, { to: people[who].conversation(people[other]) });
    },
  };
}

const blocksOf = (messages: readonly MessageSeen[]) => messages.map(({ blocks }) => blocks).toReversed();

/** The whole id of the first button that does this; what follows a colon in it says to what. */
function newest(places: ReadonlyArray<readonly Block[]>, action: string): string {
  const ids = places.flatMap((blocks) => interactive(blocks).map(({ element }) => element.action_id));
  const found = ids.find((id) => id?.split(':')[0] === action);
  if (found === undefined) throw new Error(`There is no button “${action}”`);
  return found;
}

/** The modal that an action opened, once its data is there. */
async function opened(action: Promise<Outcome>, field: string): Promise<Modal> {
  const modal = await (await action).modal();
  return await modal.until((shown) => shown.fields.includes(field));
}

async function submit(modal: Modal): Promise<void> {
  const { kind, errors, failure } = await modal.submit();
  if (kind === 'errors' || kind === 'held' || kind === 'failed') {
    throw new Error(`“${modal.title}” was not taken: ${failure ?? JSON.stringify(errors)}`);
  }
}
