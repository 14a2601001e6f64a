/** Views: https://docs.slack.dev/reference/views */
import { z } from 'zod';
import { checkBlocks } from './blocks.ts';
import { characters, plainText } from './objects.ts';
import { byType, isRecord, type Problem, problem, problemsOf } from './problem.ts';
import { blocksIn, secondFocus } from './unique.ts';

/** What Slack refuses in a modal or a home tab; the size of its JSON is not looked at. `path` is where it stands. */
export function checkView(view: unknown, path = '/view'): Problem[] {
  const shape = problemsOf(anyView, view, path);
  if (!isRecord(view) || (view['type'] !== 'modal' && view['type'] !== 'home')) return shape;
  const blocks = `${path}/blocks`;
  return [
    ...shape,
    ...(Array.isArray(view['blocks']) ? checkBlocks(view['blocks'], view['type'], blocks) : []),
    ...secondFocus(view['blocks'], blocks),
    ...(view['type'] === 'modal' && view['submit'] === undefined ? inputsWithoutSubmit(view['blocks'], blocks) : []),
  ];
}

const common = {
  // checkBlocks looks into them.
  blocks: z.array(z.unknown()),
  private_metadata: characters(3000, 0).optional(),
  callback_id: characters(255, 0).optional(),
  external_id: characters(255, 0).optional(),
};

const anyView = byType([
  z.strictObject({
    type: z.literal('modal'),
    ...common,
    title: plainText(24),
    close: plainText(24).optional(),
    submit: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('home'), ...common }),
]);

function inputsWithoutSubmit(blocks: unknown, path: string): Problem[] {
  return blocksIn(blocks, path)
    .filter(({ record }) => record['type'] === 'input')
    .map((block) => problem(block.path, 'must define `submit` to use an `input` block in modals'));
}
