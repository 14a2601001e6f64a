import type { ModalView } from '@slack/types';
import type { Words } from '../../core/words/index.ts';
import { input, modal, paragraph } from '../../slack/blocks.ts';
import { callbacks } from '../../slack/ids.ts';
import type { ImportResult, LineReport } from './plan.ts';
import { type RosterProblem, rosterColumns } from './rules.ts';

/** What became of a file, in sentences: the sum of it, then line by line. */
export interface Said {
  readonly summary: string;
  readonly lines: readonly string[];
}

export function sayImport(result: ImportResult, { roster }: Words): Said {
  const say = (problems: readonly RosterProblem[]) =>
    problems.map(({ line, code, field = '', value = '' }) => roster.line(line, roster.problems[code](field, value)));
  switch (result.kind) {
    case 'imported': {
      const changes = result.lines.filter(({ outcome }) => outcome !== 'unchanged');
      const left = result.bad.length === 0 ? [] : [roster.leftOut(countLines(result.bad)), ...say(result.bad)];
      return {
        summary: roster.counts(
          count(result.lines, 'created'),
          count(result.lines, 'updated'),
          count(result.lines, 'unchanged'),
        ),
        lines: [...left, ...changes.map((change) => sayChange(change, roster))],
      };
    }
    case 'bad-lines':
      return { summary: roster.nothingImported(countLines(result.bad)), lines: say(result.bad) };
    case 'unreadable':
      return {
        summary: result.why === 'malformed' ? roster.unreadable.malformed(result.line) : roster.unreadable[result.why],
        lines: [],
      };
    case 'not-staff':
      return { summary: roster.onlyStaff, lines: [] };
  }
}

/** The form; after a file that took long and could not be imported, with what to mend above it. */
export function importModal(words: Words, toMend?: Said): ModalView {
  const { roster, common } = words;
  return modal({
    callbackId: callbacks.import,
    title: roster.title,
    close: common.cancel,
    submit: roster.submit,
    blocks: [
      ...(toMend === undefined
        ? [paragraph(roster.explain), paragraph(`${roster.header}\n${rosterColumns.join(',')}`)]
        : [...paragraphs(toMend, words), paragraph(roster.again)]),
      input({ id: 'file', label: roster.file, hint: roster.fileHint }, fileElement),
    ],
  });
}

/** What a good file did. */
export function reportModal(words: Words, said: Said): ModalView {
  const { roster, common } = words;
  return modal({
    callbackId: 'import_report',
    title: roster.title,
    close: common.close,
    blocks: paragraphs(said, words),
  });
}

/** As much of it as reads well under an input. */
export function sayAtField({ summary, lines }: Said, { roster }: Words): string {
  const shown = lines.slice(0, linesAtField);
  const more = lines.length > shown.length ? [roster.more(lines.length - shown.length)] : [];
  return [summary, ...shown, ...more].join('\n');
}

const linesAtField = 10;
const linesAParagraph = 10;
const paragraphsAModal = 40;
const fileElement = { type: 'file_input', filetypes: ['csv'], max_files: 1 } as const;

function paragraphs({ summary, lines }: Said, { roster }: Words) {
  const shown = lines.slice(0, linesAParagraph * paragraphsAModal);
  const some = Array.from({ length: Math.ceil(shown.length / linesAParagraph) }, (_, part) =>
    shown.slice(part * linesAParagraph, (part + 1) * linesAParagraph).join('\n'),
  );
  const more = lines.length > shown.length ? [roster.more(lines.length - shown.length)] : [];
  return [summary, ...some, ...more].map((text) => paragraph(text));
}

function sayChange({ line, email, outcome, changed }: LineReport, roster: Words['roster']): string {
  const text =
    outcome === 'created'
      ? roster.created(email)
      : roster.updated(email, changed.map((aspect) => roster.aspects[aspect]).join(', '));
  return roster.line(line, text);
}

function count(lines: readonly LineReport[], outcome: LineReport['outcome']): number {
  return lines.filter((line) => line.outcome === outcome).length;
}

function countLines(problems: readonly RosterProblem[]): number {
  return new Set(problems.map(({ line }) => line)).size;
}
