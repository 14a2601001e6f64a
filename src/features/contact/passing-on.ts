import type { Actor } from '../../core/access.ts';
import { mention, mrkdwn } from '../../core/mrkdwn.ts';
import type { Words } from '../../core/words/index.ts';
import type { Message } from '../../outbox/render.ts';
import { actionsRow, button, paragraph, section } from '../../slack/blocks.ts';
import { actions } from '../../slack/ids.ts';
import type { Mentorship } from '../assignment/service.ts';

/** What a student wrote to the app, quoted for their mentor as plain text. */
export function forwardedMessage(
  { mentorSlackId, studentName }: Pick<Mentorship, 'mentorSlackId' | 'studentName'>,
  { text, hasFiles }: { readonly text: string; readonly hasFiles: boolean },
  { contact }: Words,
): Message {
  const heading = contact.forwarded(mention(mentorSlackId), studentName);
  const points = Array.from(text);
  const pieces = points.slice(0, mostPassedOn).join('').match(pieceOfText) ?? [];
  const about = [
    ...(points.length > mostPassedOn ? [paragraph(contact.forwardedPart(studentName))] : []),
    ...(hasFiles ? [paragraph(contact.forwardedFile)] : []),
  ];
  return { text: heading, blocks: [section(heading), ...pieces.map((piece) => paragraph(piece.trim())), ...about] };
}

/** With heading and remarks below the 13,000 characters or so that a message takes. */
const mostPassedOn = 12_000;
/** What a paragraph holds, parted between words where there are any. */
const pieceOfText = /.{1,3000}(?!\S)|.{1,3000}/gsu;

/** A message to the app reaches nobody: a student chooses what shall happen with it, others read where to go. */
export function answerToMessage(
  person: Actor,
  mentorship: Mentorship | null,
  { place, hasWords }: { readonly place: string; readonly hasWords: boolean },
  { contact }: Words,
): Message {
  if (!person.isStudent) return { text: mrkdwn`${contact.toAppMentor}`, blocks: [paragraph(contact.toAppMentor)] };
  const askTeam = button(actions.askTeam, contact.askTeam, { value: place });
  if (mentorship === null) {
    return {
      text: mrkdwn`${contact.toAppNoMentor}`,
      blocks: [paragraph(contact.toAppNoMentor), actionsRow([askTeam])],
    };
  }
  if (!hasWords) {
    const aboutFile = contact.toAppFile(mentorship.mentorName);
    return { text: mrkdwn`${aboutFile}`, blocks: [paragraph(aboutFile), actionsRow([askTeam])] };
  }
  const sentence = contact.toApp(mentorship.mentorName);
  const row = [
    button(actions.forwardMessage, contact.forward, { value: place, style: 'primary' }),
    button(actions.propose, contact.propose, { value: String(mentorship.id) }),
    askTeam,
  ];
  return { text: mrkdwn`${sentence}`, blocks: [paragraph(sentence), actionsRow(row)] };
}

/** Slack's markup of a message as the words that people saw: entities read, links as they stand, mentions by their sign only. */
export function toPlainText(text: string): string {
  return text
    .replaceAll(/<(https?:[^|>]*|mailto:[^|>]*)(?:\|([^>]*))?>/g, (_, url: string, label?: string) =>
      label === undefined || url.endsWith(label) ? url.replace(/^mailto:/, '') : `${label} (${url})`,
    )
    .replaceAll(/<[@#!][^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<[@#]([A-Z0-9]+)>/g, '@$1')
    .replaceAll(/<!([a-z]+)[^>]*>/g, '@$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}
