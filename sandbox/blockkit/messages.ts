/** Messages: https://docs.slack.dev/reference/methods/chat.postMessage */
import { z } from 'zod';
import { checkEachBlock } from './blocks.ts';
import { MOST_WRITTEN, writtenIn } from './data.ts';
import { characters } from './objects.ts';
import { complain, type Problem, problem, problemsOf, recordsIn } from './problem.ts';
import { blocksIn, type Found, repeatedBlockIds } from './unique.ts';

/**
 * What Slack refuses in a message's contents; other arguments of the call are not looked at. A message for a
 * `response_url` or webhook (it says `response_type`, `replace_original` or `delete_original`) may repeat a `block_id`
 * and carry metadata of any shape: Slack takes such messages.
 */
export function checkMessage(message: {
  text?: unknown;
  blocks?: unknown;
  attachments?: unknown;
  metadata?: unknown;
  delete_original?: unknown;
}): Problem[] {
  const isAnswer = ['response_type', 'replace_original', 'delete_original'].some((field) => field in message);
  const attachments = recordsIn(message.attachments, '/attachments');
  const lists = [
    { blocks: message.blocks, path: '/blocks' },
    ...attachments.map(({ record, path }) => ({ blocks: record['blocks'], path: `${path}/blocks` })),
  ].filter(({ blocks }) => blocks !== undefined);
  return [
    ...problemsOf(isAnswer ? answer : contents, message, ''),
    ...(message.delete_original === true ? [] : saysNothing(message)),
    ...attachments.flatMap(({ record, path }) => problemsOf(attachment, record, path)),
    ...lists.flatMap(({ blocks, path }) => [
      ...checkEachBlock(blocks, 'message', path),
      ...(isAnswer ? [] : repeatedBlockIds(blocks, path)),
    ]),
    ...tooManyInAll(lists.flatMap(({ blocks, path }) => blocksIn(blocks, path))),
  ];
}

const answer = z.looseObject({
  text: z.string().optional(),
  attachments: z.array(z.looseObject({})).max(100).optional(),
  metadata: z.looseObject({}).optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
});

const contents = answer.extend({
  metadata: z.looseObject({ event_type: characters(255), event_payload: z.looseObject({}) }).optional(),
});

const attachment = z
  .looseObject({
    fallback: z.string().optional(),
    color: z
      .string()
      .regex(/^(good|warning|danger|#?[0-9a-f]{3}|#?[0-9a-f]{6})$/i, 'must be a valid color')
      .optional(),
  })
  .superRefine((record, context) => {
    const says = ['blocks', 'text', 'fallback', 'pretext', 'title', 'fields', 'image_url'];
    if (!says.some((field) => !isNothing(record[field])))
      complain(context, [], 'must define `blocks`, `text` or `fallback`');
  });

/** What a message may hold only so much of, attachments and all. */
function tooManyInAll(all: Found[]): Problem[] {
  const ofType = (type: string) => all.filter(({ record }) => record['type'] === type);
  return [
    ...ofType('table')
      .slice(1)
      .map((block) => problem(block.path, 'only one table allowed')),
    ...ofType('data_visualization')
      .slice(2)
      .map((block) => problem(block.path, 'only two data visualizations allowed')),
    ...tooMuchTogether(ofType('markdown'), 12_000),
    ...tooMuchTogether(ofType('data_table'), MOST_WRITTEN.data_table),
  ];
}

/** What blocks that may each be long must not exceed together; one alone is checked where it stands. */
function tooMuchTogether(blocks: Found[], most: number): Problem[] {
  const written = blocks.reduce((sum, { record }) => sum + writtenIn(record), 0);
  return blocks.length > 1 && written > most
    ? [problem('/blocks', `blocks of one type must together be less than ${most + 1} characters`)]
    : [];
}

function saysNothing({ text, blocks, attachments }: Parameters<typeof checkMessage>[0]): Problem[] {
  return [text, blocks, attachments].every(isNothing)
    ? [problem('', 'must define `text`, `blocks` or `attachments`')]
    : [];
}

function isNothing(part: unknown): boolean {
  return (
    part === undefined || (typeof part === 'string' && part.trim() === '') || (Array.isArray(part) && part.length === 0)
  );
}
