/** What a discovery session's note says (H23), in this order; other notes are one text. */
export const discoveryQuestions = ['before', 'reasons', 'objectives', 'level', 'hours', 'remarks', 'next'] as const;
export type DiscoveryQuestion = (typeof discoveryQuestions)[number];

/** The longest answer to one of them, so that all seven fit one message. */
export const longestAnswer = 1_200;
export const longestNote = 3_000;

/** A note's texts, by block: `{ note }`, or the answers to the discovery session's questions. */
export type NoteTexts = Readonly<Record<string, string>>;

export interface GivenTask {
  readonly text: string;
  /** The estimate. */
  readonly minutes: number | null;
}

/** The parts of a note in the order they are read, without those left empty. */
export function partsOf(texts: NoteTexts): Array<{ key: DiscoveryQuestion | 'note'; text: string }> {
  return [...discoveryQuestions, 'note' as const].flatMap((key) => {
    const text = texts[key];
    return text === undefined || text === '' ? [] : [{ key, text }];
  });
}

/** Whether two notes say the same. */
export function saysTheSame(a: NoteTexts, b: NoteTexts): boolean {
  return JSON.stringify(partsOf(a)) === JSON.stringify(partsOf(b));
}
