import { z } from 'zod';
import { checkOptions } from '../blockkit/index.ts';
import { suggestionPayload } from '../deliver/payloads.ts';
import type { Block, Element, Option } from '../kit.ts';
import { optionsOf } from '../kit.ts';
import type { Actor } from './actor.ts';
import { badAnswer } from './actor.ts';

const option = z.looseObject({
  text: z.looseObject({ type: z.string(), text: z.string() }),
  value: z.string().optional(),
});
const answer = z.object({
  options: z.array(option).optional(),
  option_groups: z
    .array(z.looseObject({ label: z.looseObject({ type: z.string(), text: z.string() }), options: z.array(option) }))
    .optional(),
});

/** What the app offers in an external menu for these letters; nothing when it fails, as Slack then says "No results". */
export async function suggestions(
  actor: Actor,
  place: Parameters<typeof suggestionPayload>[2],
  block: Block,
  element: Element,
  letters: string,
): Promise<Option[]> {
  const { world, office } = actor.desk.context;
  const least = Number(element['min_query_length'] ?? 3);
  if ([...letters].length < least)
    throw new Error(`"${letters}" is shorter than the ${least} letters that the menu waits for`);
  const payload = suggestionPayload(world, actor.person, place, {
    block_id: block.block_id ?? '',
    action_id: element.action_id ?? '',
    value: letters,
  });
  const ack = await office.deliver({ kind: 'interaction', payload });
  if (ack.kind === 'failed') return [];
  const problems = checkOptions(ack.body).map((each) => each.message);
  if (problems.length > 0) {
    badAnswer(actor, 'options', 'invalid_answer', problems, ack.body);
    return [];
  }
  const parsed = answer.parse(ack.body);
  return optionsOf({ type: 'external_select', options: parsed.options, option_groups: parsed.option_groups });
}
