import { notYours } from '../../core/access.ts';
import { noteId, personId, taskId } from '../../core/ids.ts';
import { parseForm, parseMetadata } from '../../slack/forms.ts';
import { actions, callbacks, commands, shortcuts } from '../../slack/ids.ts';
import type { Listeners, SubmissionAnswer, SubmissionTurn } from '../../slack/listeners.ts';
import { takeMention } from '../../slack/mentions.ts';
import { studentOfMessage } from '../assignment/service.ts';
import { addNote, editForm, editMetadata, editNote, editNoteModal, noteForm, noteModal, tickTask } from './service.ts';

export const notesListeners: Listeners = {
  commands: {
    [commands.note]: async (turn) => {
      const { slackId } = takeMention(turn.text);
      await turn.open(() => noteModal(turn.context, slackId === null ? undefined : { slackId }));
    },
  },
  messageShortcuts: {
    [shortcuts.noteFromMessage]: async (turn) => {
      await turn.open(async () => {
        const id = await studentOfMessage(turn.context, turn.message, 'annotate');
        return await noteModal(turn.context, id === null ? undefined : { id });
      });
    },
  },
  actions: {
    [actions.openNote]: async (turn) => {
      const id = personId.safeParse(turn.value);
      await turn.open(() => noteModal(turn.context, id.success ? { id: id.data } : undefined));
    },
    [actions.editNote]: async (turn) => {
      const id = noteId.safeParse(turn.value);
      await turn.open(async () =>
        id.success ? await editNoteModal(turn.context, id.data) : turn.words.common.notYours,
      );
    },
    [actions.tickTask]: async (turn) => {
      const [given, undo] = turn.value.split(':');
      const id = taskId.safeParse(given);
      const ticked = id.success ? await tickTask(turn.context, id.data, undo !== 'undo') : null;
      if (ticked?.ok !== true) await turn.refuse(ticked?.refusals ?? [notYours]);
    },
  },
  submissions: {
    [callbacks.note]: async (turn) => {
      const form = parseForm(noteForm, turn.values);
      if (!form.ok) return { kind: 'refused', refusals: form.refusals };
      const added = await addNote(turn.context, form.value);
      return added.ok ? { kind: 'close' } : { kind: 'refused', refusals: added.refusals };
    },
    [callbacks.editNote]: submitEdit,
  },
};

async function submitEdit(turn: SubmissionTurn): Promise<SubmissionAnswer> {
  const asked = parseMetadata(editMetadata, turn.metadata);
  if (asked === null) return { kind: 'refused', refusals: [notYours] };
  const form = parseForm(editForm, turn.values);
  if (!form.ok) return { kind: 'refused', refusals: form.refusals };
  const edited = await editNote(turn.context, asked, form.value);
  return edited.ok ? { kind: 'close' } : { kind: 'refused', refusals: edited.refusals };
}
