import { setTimeout } from 'node:timers/promises';
import type { Refusal } from '../../core/result.ts';
import { notice } from '../../slack/blocks.ts';
import { downloadFile } from '../../slack/files.ts';
import { type UploadedFile, uploads } from '../../slack/forms.ts';
import { actions, callbacks } from '../../slack/ids.ts';
import type { Listeners, SubmissionAnswer, SubmissionTurn } from '../../slack/listeners.ts';
import { importForm, importRoster } from './service.ts';
import { importModal, reportModal, type Said, sayAtField, sayImport } from './views.ts';

const maxBytes = 1_000_000;

/** A submission must be answered within 2 s: a large school takes longer, and reads the outcome in the same modal then. */
const answerAtOnceWithinMs = 1_300;

export const rosterListeners: Listeners = {
  actions: {
    [actions.openImport]: (turn) => turn.open(async () => importForm(turn.actor, turn.words)),
  },
  submissions: {
    [callbacks.import]: async (turn) => {
      const [file] = uploads.safeParse(turn.values['file']).data ?? [];
      if (file === undefined) return refused((words) => words.roster.noFile);
      const work = importFile(turn, file);
      const outcome = await Promise.race([work, setTimeout(answerAtOnceWithinMs, null, { ref: false })]);
      if (outcome !== null)
        return outcome.ok ? report(turn, outcome.said) : refused(() => sayAtField(outcome.said, turn.words));
      return {
        kind: 'later',
        meanwhile: notice(turn.words.roster.title, turn.words.roster.working, turn.words.common.close),
        view: work.then(({ ok, said }) => (ok ? reportModal(turn.words, said) : importModal(turn.words, said))),
      };
    },
  },
};

async function importFile(turn: SubmissionTurn, file: UploadedFile): Promise<{ ok: boolean; said: Said }> {
  const { context, words } = turn;
  const content = await downloadFile(context.settings, file, maxBytes);
  if (content === null) return { ok: false, said: { summary: words.roster.tooLarge, lines: [] } };
  const result = await importRoster(context, turn.patientSlack, content, { partial: false });
  return { ok: result.kind === 'imported', said: sayImport(result, words) };
}

function report({ words }: SubmissionTurn, said: Said): SubmissionAnswer {
  return { kind: 'update', view: reportModal(words, said) };
}

function refused(say: Refusal['say']): SubmissionAnswer {
  return { kind: 'refused', refusals: [{ code: 'not-imported', field: 'file', say }] };
}
