import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBlocks, checkMessage, checkView, type Problem, type Surface } from '../../sandbox/blockkit/index.ts';
import { inBlock, richTextOf, sectionWith, selectOf } from './blockkit-samples.ts';

const folder = '../shared/slack/block-kit-valid';

type Payload = Record<string, unknown>;

/** How each kind of file becomes something that Slack is sent. */
const wrapped: Record<string, (payload: Payload, name: string) => Problem[]> = {
  attachments: (attachment) => checkMessage({ attachments: [attachment] }),
  blocks: (block) => checkBlocks([block], ONLY_IN[String(block['type'])] ?? 'message'),
  elements: (element) => {
    const { block, surface } = inBlock(element);
    return checkBlocks([block], surface);
  },
  messages: checkMessage,
  objects: (object, name) => checkBlocks([withObject(object, name)], 'message'),
  rich_text: (part) => checkBlocks([richTextOf(part)], 'message'),
  views: (view) => checkView(view),
};

const ONLY_IN: Record<string, Surface> = { alert: 'modal' };

function withObject(object: Payload, name: string): unknown {
  if (name.startsWith('text')) return { type: 'section', text: object };
  if (name.startsWith('confirmation')) return sectionWith({ ...selectOf('users_select'), confirm: object });
  if (name.startsWith('conversation_filter'))
    return sectionWith({ ...selectOf('conversations_select'), filter: object });
  if (name.startsWith('option_group')) return sectionWith(selectOf('static_select', { option_groups: [object] }));
  if (name.startsWith('option')) return sectionWith(selectOf('static_select', { options: [object] }));
  if (name.startsWith('dispatch')) return inBlock({ type: 'plain_text_input', dispatch_action_config: object }).block;
  const parameters = name.startsWith('input_parameter') ? [object] : undefined;
  const trigger = parameters
    ? { url: 'https://slack.com/shortcuts/Ft1/abc', customizable_input_parameters: parameters }
    : object;
  const workflow = name.startsWith('workflow') ? object : { trigger };
  return sectionWith({ type: 'workflow_button', text: { type: 'plain_text', text: 'Run' }, workflow });
}

describe.skipIf(!existsSync(folder))('what Slack takes (../shared/slack/block-kit-valid)', () => {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.filter((name) => name.endsWith('.json')).sort();

  it('is a whole collection', () => {
    expect(files.length).toBeGreaterThan(90);
  });

  it.each(files)('%s', (file) => {
    const check = wrapped[basename(dirname(file))];
    expect(check?.(JSON.parse(readFileSync(join(folder, file), 'utf8')), basename(file))).toEqual([]);
  });
});
