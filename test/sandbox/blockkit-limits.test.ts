import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkBlocks, checkView, type Problem, type Surface } from '../../sandbox/blockkit/index.ts';
import * as kit from './blockkit-samples.ts';

const file = '../shared/slack/block-kit-limits.json';

// An emoji is two UTF-16 units and one character to Slack.
const text = (length: number) => '😀'.repeat(length);
// No address is shorter than its host.
const url = (length: number) => (length === 0 ? '' : 'https://a.fr/'.padEnd(length, 'x'));

const { plain, mrkdwn, option, options, times } = kit;
type Build = (size: number) => unknown;
const inMessage = (build: Build) => on('message', build);
const inModal = (build: Build) => on('modal', build);
const on = (surface: Surface, build: Build) => (size: number) => checkBlocks([build(size)], surface);
const accessory = (build: Build) => inMessage((size) => kit.sectionWith(build(size)));
const field = (build: Build) => inModal((size) => kit.inputWith(build(size)));
const view = (build: (size: number) => Record<string, unknown>) => (size: number) =>
  checkView({ ...kit.modal([kit.section()], { submit: plain() }), ...build(size) });
const confirming = (build: (size: number) => Record<string, unknown>) =>
  accessory((size) => kit.button({ confirm: kit.confirmation(build(size)) }));
const choosing = (build: (size: number) => Record<string, unknown>) =>
  accessory((size) => kit.selectOf('static_select', { options: options(1), ...build(size) }));
const groups = (count: number) => times(count, { label: plain(), options: options(1) });
const cells = (count: number) => times(count, kit.cell());
const point = (label: string) => ({ label, value: 1 });
const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);
const bars = (series: string, label: string, axis: Record<string, string> = {}) =>
  kit.bars([{ name: series, data: [point(label)] }], [label], axis);

/** For each limit of the file, a payload that is as large as it is told to be. */
const sized: Record<string, (size: number) => Problem[]> = {
  'text.length': inMessage((size) => kit.section({ text: plain(text(size)) })),
  'action_id.length': accessory((size) => kit.button({ action_id: text(size) })),
  'block_id.length': inMessage((size) => kit.section({ block_id: text(size) })),
  'button.text.length': accessory((size) => kit.button({ text: plain(text(size)) })),
  'button.url.length': accessory((size) => kit.button({ url: url(size) })),
  'button.value.length': accessory((size) => kit.button({ value: text(size) })),
  'button.accessibility_label.length': accessory((size) => kit.button({ accessibility_label: text(size) })),
  'confirmation.title.length': confirming((size) => ({ title: plain(text(size)) })),
  'confirmation.text.length': confirming((size) => ({ text: mrkdwn(text(size)) })),
  'confirmation.confirm.length': confirming((size) => ({ confirm: plain(text(size)) })),
  'confirmation.deny.length': confirming((size) => ({ deny: plain(text(size)) })),
  'option.text.length': choosing((size) => ({ options: [option('a', { text: plain(text(size)) })] })),
  'option.value.length': choosing((size) => ({ options: [option('a', { value: text(size) })] })),
  'option.description.length': choosing((size) => ({ options: [option('a', { description: plain(text(size)) })] })),
  'option.url.length': accessory((size) => kit.selectOf('overflow', { options: [option('a', { url: url(size) })] })),
  'option_group.label.length': choosing((size) => ({
    options: undefined,
    option_groups: [{ label: plain(text(size)), options: options(1) }],
  })),
  'option_group.options.items': choosing((size) => ({
    options: undefined,
    option_groups: [{ label: plain(), options: options(size) }],
  })),
  'select.placeholder.length': choosing((size) => ({ placeholder: plain(text(size)) })),
  'select.options.items': choosing((size) => ({ options: options(size) })),
  'select.option_groups.items': choosing((size) => ({ options: undefined, option_groups: groups(size) })),
  'overflow.options.items': accessory((size) => kit.selectOf('overflow', { options: options(size) })),
  'checkboxes.options.items': accessory((size) => kit.selectOf('checkboxes', { options: options(size) })),
  'radio_buttons.options.items': accessory((size) => kit.selectOf('radio_buttons', { options: options(size) })),
  'url_source.url.length': inMessage((size) => kit.task({ sources: [{ type: 'url', text: 'x', url: url(size) }] })),
  'file_input.max_files.value': field((size) => ({ type: 'file_input', max_files: size })),
  'plain_text_input.max_length.value': field((size) => ({ type: 'plain_text_input', max_length: size })),
  'actions.elements.items': inMessage((size) =>
    kit.actionsWith(...names(size).map((name) => kit.button({ action_id: name }))),
  ),
  'alert.text.length': inModal((size) => ({ type: 'alert', text: plain(text(size)) })),
  'card.title.length': inMessage((size) => kit.card({ title: mrkdwn(text(size)) })),
  'card.subtitle.length': inMessage((size) => kit.card({ subtitle: mrkdwn(text(size)) })),
  'card.body.length': inMessage((size) => kit.card({ body: mrkdwn(text(size)) })),
  'card.subtext.length': inMessage((size) => kit.card({ subtext: mrkdwn(text(size)) })),
  'card.actions.items': inMessage((size) =>
    kit.card({ actions: names(size).map((name) => kit.button({ action_id: name })) }),
  ),
  'carousel.elements.items': inMessage((size) => ({ type: 'carousel', elements: times(size, kit.card()) })),
  'container.title.length': inMessage((size) => kit.container({ title: plain(text(size)) })),
  'container.subtitle.length': inMessage((size) => kit.container({ subtitle: mrkdwn(text(size)) })),
  'container.child_blocks.items': inMessage((size) => kit.container({ child_blocks: times(size, kit.section()) })),
  'context.elements.items': inMessage((size) => kit.contextWith(...times(size, mrkdwn()))),
  'context_actions.elements.items': inMessage((size) => ({
    type: 'context_actions',
    elements: times(size, { type: 'icon_button', icon: 'trash', text: plain() }),
  })),
  'feedback_button.text.length': inMessage((size) => kit.feedback({ text: plain(text(size)) })),
  'feedback_button.value.length': inMessage((size) => kit.feedback({ value: text(size) })),
  'feedback_button.accessibility_label.length': inMessage((size) => kit.feedback({ accessibility_label: text(size) })),
  'icon_button.visible_to_user_ids.items': inMessage((size) =>
    kit.iconButton({ visible_to_user_ids: times(size, 'U1') }),
  ),
  'data_table.rows.items': inMessage((size) => kit.dataTable({ rows: times(size, cells(1)) })),
  'data_table.columns.items': inMessage((size) => kit.dataTable({ rows: times(2, cells(size)) })),
  'data_table.page_size.value': inMessage((size) => kit.dataTable({ page_size: size })),
  'data_table.cell_text.length': inMessage((size) => kit.dataTable({ rows: [cells(1), [kit.cell(text(size))]] })),
  'data_table.content.length': inMessage((size) => kit.dataTable({ rows: [cells(1), [kit.cell(text(size - 1))]] })),
  'data_visualization.title.length': inMessage((size) => ({ ...kit.pie(point('a')), title: text(size) })),
  'data_visualization.segments.items': inMessage((size) => kit.pie(...names(size).map(point))),
  'data_visualization.segment.label.length': inMessage((size) => kit.pie(point(text(size)))),
  'data_visualization.segment.value.value': inMessage((size) => kit.pie({ label: 'a', value: size })),
  'data_visualization.series.items': inMessage((size) =>
    kit.bars(
      names(size).map((name) => ({ name, data: [point('a')] })),
      ['a'],
    ),
  ),
  'data_visualization.series_name.length': inMessage((size) => bars(text(size), 'a')),
  'data_visualization.data.items': inMessage((size) =>
    kit.bars([{ name: 's', data: names(size).map(point) }], names(size)),
  ),
  'data_visualization.point_label.length': inMessage((size) => bars('s', text(size))),
  'data_visualization.categories.items': inMessage((size) =>
    kit.bars([{ name: 's', data: names(size).map(point) }], names(size)),
  ),
  'data_visualization.category_label.length': inMessage((size) => bars('s', text(size))),
  'data_visualization.axis_label.length': inMessage((size) => bars('s', 'a', { x_label: text(size) })),
  'header.text.length': inMessage((size) => ({ type: 'header', text: plain(text(size)) })),
  'image.image_url.length': inMessage((size) => kit.image({ image_url: url(size) })),
  'image.alt_text.length': inMessage((size) => kit.image({ alt_text: text(size) })),
  'input.label.length': inModal((size) => kit.inputWith({ type: 'plain_text_input' }, { label: plain(text(size)) })),
  'input.hint.length': inModal((size) => kit.inputWith({ type: 'plain_text_input' }, { hint: plain(text(size)) })),
  'markdown.text.length': inMessage((size) => ({ type: 'markdown', text: text(size) })),
  'section.text.length': inMessage((size) => kit.section({ text: mrkdwn(text(size)) })),
  'section.fields.items': inMessage((size) => kit.section({ fields: times(size, mrkdwn()) })),
  'section.fields.item.length': inMessage((size) => kit.section({ fields: [mrkdwn(text(size))] })),
  'video.alt_text.length': inMessage((size) => kit.video({ alt_text: text(size) })),
  'video.title.length': inMessage((size) => kit.video({ title: plain(text(size)) })),
  'video.author_name.length': inMessage((size) => kit.video({ author_name: text(size) })),
  'video.description.length': inMessage((size) => kit.video({ description: plain(text(size)) })),
  'video.provider_name.length': inMessage((size) => kit.video({ provider_name: text(size) })),
  'view.blocks.items': view((size) => ({ blocks: times(size, kit.section()) })),
  'view.private_metadata.length': view((size) => ({ private_metadata: text(size) })),
  'view.callback_id.length': view((size) => ({ callback_id: text(size) })),
  'view.title.length': view((size) => ({ title: plain(text(size)) })),
  'view.close.length': view((size) => ({ close: plain(text(size)) })),
  'view.submit.length': view((size) => ({ submit: plain(text(size)) })),
};

type Limit = { what: string; bound: string; good: number; bad: number };

/** Reads `{button: {text: {max_length: 75}}}` as: `button.text.length` may be 75, not 76. */
function limitsIn(tree: object, path: string[] = []): Limit[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    if (typeof value !== 'number') return limitsIn(value, [...path, key]);
    const [, , end, rest] = /^(item_)?(exclusive_min|max|min)_?(\w*)$/.exec(key) ?? [];
    const what = [...path, ...(key.startsWith('item_') ? ['item'] : []), rest || 'value'].join('.');
    if (end === 'exclusive_min') return [{ what, bound: key, good: value + 0.1, bad: value }];
    return [{ what, bound: key, good: value, bad: end === 'max' ? value + 1 : value - 1 }];
  });
}

describe.skipIf(!existsSync(file))('the limits of Block Kit (../shared/slack/block-kit-limits.json)', () => {
  const limits = existsSync(file) ? limitsIn(JSON.parse(readFileSync(file, 'utf8'))) : [];

  it.each(limits)('$what: $bound', ({ what, good, bad }) => {
    const check = sized[what];
    expect(check, `no payload for ${what}`).toBeDefined();
    expect(check?.(good)).toEqual([]);
    expect(check?.(bad)).not.toEqual([]);
  });
});
