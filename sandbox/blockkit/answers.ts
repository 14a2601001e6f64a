/** What an app answers to Slack: options for an external menu, what becomes of a modal. */
import { z } from 'zod';
import { characters, exactlyOne, optionGroup, plainOption } from './objects.ts';
import { isRecord, type Problem, problem, problemsOf } from './problem.ts';
import { blocksIn } from './unique.ts';
import { checkView } from './views.ts';

/** What Slack refuses in the answer to a `block_suggestion`. No options at all are fine: nothing was found. */
export function checkOptions(answer: unknown, path = ''): Problem[] {
  return problemsOf(suggestions, answer, path);
}

/**
 * What Slack refuses in the answer to the `view_submission` of `view`. An empty answer closes the modal. Errors must
 * name input blocks of that view, an update or push must bring a valid modal.
 */
export function checkModalAnswer(answer: unknown, view: unknown): Problem[] {
  if (answer === undefined || answer === '' || (isRecord(answer) && Object.keys(answer).length === 0)) return [];
  const problems = problemsOf(modalAnswer, answer, '');
  if (problems.length > 0 || !isRecord(answer)) return problems;
  if (answer['response_action'] === 'errors') return strayErrors(answer['errors'], view);
  if (answer['response_action'] === 'clear') return [];
  const next = isRecord(answer['view']) ? answer['view'] : {};
  return next['type'] === 'home' ? [problem('/view/type', 'unsupported type: home')] : checkView(next);
}

const suggestions = z
  .strictObject({
    options: z.array(plainOption).max(100).optional(),
    option_groups: z.array(optionGroup).max(100).optional(),
  })
  .superRefine((answer, context) => exactlyOne(context, answer, 'options', 'option_groups'));

const modalAnswer = z.discriminatedUnion('response_action', [
  z.looseObject({ response_action: z.literal('clear') }),
  z.looseObject({ response_action: z.literal('update'), view: z.looseObject({}) }),
  z.looseObject({ response_action: z.literal('push'), view: z.looseObject({}) }),
  z.looseObject({
    response_action: z.literal('errors'),
    errors: z
      .record(z.string(), characters(3000))
      .refine((errors) => Object.keys(errors).length > 0, 'must name at least one block'),
  }),
]);

function strayErrors(errors: unknown, view: unknown): Problem[] {
  const inputs = blocksIn(isRecord(view) ? view['blocks'] : [], '')
    .filter(({ record }) => record['type'] === 'input')
    .map(({ record }) => record['block_id']);
  return Object.keys(isRecord(errors) ? errors : {})
    .filter((blockId) => !inputs.includes(blockId))
    .map((blockId) => problem(`/errors/${blockId}`, 'must be the block_id of an input block of the view'));
}
