import type { Button, KnownBlock } from '@slack/types';
import { matterValue, type SlotId } from '../../core/ids.ts';
import type { Locale } from '../../core/locale.ts';
import { dateToken, link, type Markup, type Mrkdwn, mention, mrkdwn } from '../../core/mrkdwn.ts';
import { formatFor, sameOffset, slackDate, type Zone, zoneName } from '../../core/time.ts';
import type { Words } from '../../core/words/index.ts';
import type { Message } from '../../outbox/render.ts';
import { actionsRow, button, context, paragraph, section } from '../../slack/blocks.ts';
import { actions } from '../../slack/ids.ts';
import type { Mentorship } from '../assignment/service.ts';
import type { OfferState } from './rules.ts';
import type { Offer } from './store.ts';

/** Times put forward, as the thread of the two is told of them, in the student's language. */
export interface Announcement {
  readonly offer: Offer;
  readonly mentorship: Mentorship;
  readonly state: OfferState;
  /** What can be clicked: neither lapsed nor taken by others. */
  readonly free: ReadonlyArray<{ readonly id: SlotId; readonly startsAt: Date }>;
  /** The student had times of the mentor before them. */
  readonly answers: boolean;
  /** The session that these times are to move, as it is now. */
  readonly moves: { readonly startsAt: Date } | null;
  /** The mentoring zone. */
  readonly zone: Zone;
  readonly locale: Locale;
  readonly words: Words;
}

/** The mentor's offer (H6): the text, a button for each time in the student's zone, and *None of these fits*. */
export function offerMessage(announcement: Announcement): Message {
  const { offer, mentorship, state, words } = announcement;
  const { contact } = words;
  const who = mention(mentorship.studentSlackId);
  const isOpen = state.kind === 'open';
  const isMove = offer.movesSessionId !== null;
  const say = isMove ? contact.offeredMoveText : contact.offeredText;
  return {
    text: say(who, mentorship.mentorName, offer.slots.length),
    blocks: [
      section(
        isMove
          ? contact.offeredMove(who, mentorship.mentorName, currentTime(announcement))
          : contact.offered(who, mentorship.mentorName, offer.minutes),
      ),
      ...(offer.message === null ? [] : [paragraph(offer.message)]),
      section(offer.place === null ? words.sessions.whereOpen : words.sessions.where(link(offer.place, offer.place))),
      ...buttons([
        ...pickedButton(announcement, mentorship.studentZone),
        ...pickButtons(announcement),
        ...(isOpen ? [button(actions.noneFits, contact.noneFits, { value: String(offer.id) })] : []),
      ]),
      ...remarks(announcement, mentorship.studentZone, contact.untilWhen(mentorship.studentName)),
      ...(isOpen && offer.declinedAt !== null ? [context(mrkdwn`${contact.declined(mentorship.studentName)}`)] : []),
    ],
  };
}

/** The student's proposal: what they wrote, and a button for each time in the mentor's zone. */
export function proposalMessage(announcement: Announcement): Message {
  const { offer, mentorship, state, free, words, locale, zone } = announcement;
  const { contact } = words;
  const who = mention(mentorship.mentorSlackId);
  const { mentorName, mentorZone } = mentorship;
  const isOpen = state.kind === 'open';
  const hasTimes = offer.slots.length > 0;
  const { text, heading } = headings(announcement, who);
  const accept = free.map(({ id, startsAt }) => {
    const label = contact.accept(formatFor({ locale, zone: mentorZone }, startsAt, zone));
    return button(actions.acceptSlot, label, { value: String(id), suffix: id });
  });
  const others = button(actions.openOffer, contact.offerOthers, {
    value: matterValue(mentorship.id, offer.movesSessionId),
  });
  return {
    text,
    blocks: [
      section(heading),
      ...(offer.message === null ? [] : [paragraph(offer.message)]),
      ...buttons([...pickedButton(announcement, mentorZone), ...(isOpen ? [...accept, others] : [])]),
      ...(hasTimes ? remarks(announcement, mentorZone, contact.byClick(mentorName)) : []),
    ],
  };
}

/** What these times, or the words without any, are about: in a notification, and above them. */
function headings(announcement: Announcement, who: Markup): { readonly text: Mrkdwn; readonly heading: Mrkdwn } {
  const { offer, mentorship, answers, words } = announcement;
  const { contact } = words;
  const { studentName } = mentorship;
  if (offer.movesSessionId !== null) {
    const heading = contact.proposedMove(who, studentName, currentTime(announcement));
    return { text: contact.proposedMoveText(who, studentName), heading };
  }
  if (offer.slots.length > 0) {
    return { text: contact.proposedText(who, studentName), heading: contact.proposed(who, studentName) };
  }
  const heading = answers ? contact.noneFitted(who, studentName) : contact.wished(who, studentName);
  return { text: heading, heading };
}

/** Where the session is that may be moved; once these times are closed it may be elsewhere than it was. */
function currentTime({ moves, state, zone, locale }: Announcement): Markup | null {
  return moves === null || state.kind !== 'open' ? null : dateToken(slackDate(moves.startsAt, zone, locale));
}

function pickButtons({ free, state, mentorship, zone, locale }: Announcement): Button[] {
  const isOpen = state.kind === 'open' || (state.kind === 'picked' && state.canSwap);
  if (!isOpen) return [];
  return free.map(({ id, startsAt }) => {
    const label = formatFor({ locale, zone: mentorship.studentZone }, startsAt, zone);
    return button(actions.pickSlot, label, { value: String(id), suffix: id });
  });
}

/** The time that was picked stays, marked, among the others; a click on it says that all is well. */
function pickedButton({ offer, state, words, zone, locale }: Announcement, own: Zone): Button[] {
  if (state.kind !== 'picked' || !state.canSwap) return [];
  const slot = offer.slots.find(({ startsAt }) => startsAt.getTime() === state.startsAt.getTime());
  if (slot === undefined) return [];
  const label = words.contact.picked(formatFor({ locale, zone: own }, slot.startsAt, zone));
  return [button(actions.pickSlot, label, { value: String(slot.id), suffix: slot.id, style: 'primary' })];
}

function buttons(row: readonly Button[]): KnownBlock[] {
  return row.length === 0 ? [] : [actionsRow(row)];
}

/** What the times mean and until when they hold; of closed ones, what became of them. */
function remarks({ offer, state, words, zone, locale }: Announcement, own: Zone, how: string): KnownBlock[] {
  const { contact } = words;
  if (state.kind === 'closed') return [context(mrkdwn`${contact.closed[state.why]}`)];
  if (state.kind === 'picked' && !state.canSwap) {
    const label = formatFor({ locale, zone: own }, state.startsAt, zone);
    const say = offer.madeBy === 'mentor' ? contact.picked : contact.accepted;
    return [context(mrkdwn`${say(label)}`)];
  }
  const [first] = offer.slots;
  if (first === undefined) return [];
  const beside = sameOffset(first.startsAt, own, zone) ? null : zoneName(zone, first.startsAt, locale);
  return [context(mrkdwn`${contact.zones(zoneName(own, first.startsAt, locale), beside)} ${how}`)];
}
