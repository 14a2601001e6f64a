import type { KnownBlock, ModalView } from '@slack/types';
import type { NoteId, PersonId } from '../../core/ids.ts';
import { type Markup, mrkdwn } from '../../core/mrkdwn.ts';
import type { Words } from '../../core/words/index.ts';
import type { Message } from '../../outbox/render.ts';
import { choice, context, modal, option, paragraph, section, textInput } from '../../slack/blocks.ts';
import { callbacks } from '../../slack/ids.ts';
import { longestAnswer, longestNote, type NoteTexts, partsOf } from './rules.ts';

/** `note`: a note between sessions. */
export function noteView(
  words: Words,
  students: ReadonlyArray<{ id: PersonId; name: string }>,
  chosen: PersonId | null,
): ModalView {
  const { notes } = words;
  return modal({
    callbackId: callbacks.note,
    title: notes.title,
    submit: words.common.save,
    close: words.common.cancel,
    blocks: [
      choice({
        id: 'student',
        label: notes.student,
        options: students.map(({ id, name }) => option(String(id), name)),
        initial: chosen === null ? null : String(chosen),
      }),
      textInput({
        id: 'note',
        label: notes.note,
        hint: notes.noteHint,
        optional: true,
        multiline: true,
        max: longestNote,
      }),
      textInput({ id: 'private', label: notes.private, optional: true, multiline: true, max: longestNote }),
    ],
  });
}

/** A note that is edited: its parts as they read now. */
export function editNoteView(
  words: Words,
  note: { readonly id: NoteId; readonly version: number; readonly texts: NoteTexts },
): ModalView {
  const { notes } = words;
  return modal({
    callbackId: callbacks.editNote,
    title: notes.editTitle,
    submit: words.common.save,
    close: words.common.cancel,
    metadata: { note: note.id, version: note.version },
    blocks: partsOf(note.texts).map(({ key, text }) =>
      textInput({
        id: key,
        label: key === 'note' ? notes.note : notes.questions[key],
        optional: true,
        multiline: true,
        max: key === 'note' ? longestNote : longestAnswer,
        initial: text,
      }),
    ),
  });
}

/** A note's parts for reading: one paragraph, or each question with its answer. */
export function noteBlocks(words: Words, texts: NoteTexts): KnownBlock[] {
  return partsOf(texts).flatMap(({ key, text }) =>
    key === 'note' ? [paragraph(text)] : [section(mrkdwn`*${words.notes.questions[key]}*`), paragraph(text)],
  );
}

/** A note between sessions, as the student's thread reads it. */
export function noteMessage(
  words: Words,
  note: { readonly texts: NoteTexts; readonly author: string; readonly editedAt: Markup | null },
  who: Markup,
): Message {
  const heading = words.notes.written(who, note.author);
  return {
    text: heading,
    blocks: [
      section(heading),
      ...noteBlocks(words, note.texts),
      ...(note.editedAt === null ? [] : [context(words.notes.edited(note.editedAt))]),
    ],
  };
}
