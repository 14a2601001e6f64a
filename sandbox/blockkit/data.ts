/** Blocks that show data or the progress of a task: tables, charts, plans. */
import { z } from 'zod';
import { button, icon, urlSource } from './elements.ts';
import { blockId, characters } from './objects.ts';
import { byType, complain } from './problem.ts';
import { richText } from './richtext.ts';

const some = characters(Number.POSITIVE_INFINITY);
const rawText = z.strictObject({ type: z.literal('raw_text'), text: some });
const rawNumber = z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: some.optional() });
const actionCell = z.strictObject({
  type: z.literal('action_cell'),
  element: byType([button]),
  fallback: byType([rawText, rawNumber, richText]).optional(),
});
const rowsOf = (...cells: z.ZodObject[]) => z.array(z.array(byType(cells)).min(1).max(20));

/** How many characters the tables of a message may hold together. */
export const MOST_WRITTEN = { table: 10_000, data_table: 20_000 };

export const table = z
  .strictObject({
    type: z.literal('table'),
    block_id: blockId,
    rows: rowsOf(rawText, rawNumber, richText).min(1).max(100),
    column_settings: z
      .array(
        // null leaves a column as it is.
        z
          .strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
          .nullable(),
      )
      .max(20)
      .optional(),
  })
  .superRefine(({ rows }, context) => notTooLong(context, rows, MOST_WRITTEN.table));

export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    block_id: blockId,
    caption: some,
    rows: rowsOf(rawText, rawNumber, richText, actionCell).min(2).max(201),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .superRefine(({ rows, row_header_column_index: index = 0 }, context) => {
    const columns = rows[0]?.length ?? 0;
    rows.forEach((cells, place) => {
      if (cells.length !== columns) complain(context, ['rows', place], 'must have as many cells as the first row');
    });
    rows[0]?.forEach((cell, place) => {
      if (cell['type'] === 'rich_text' || cell['type'] === 'action_cell')
        complain(context, ['rows', 0, place, 'type'], `unsupported type: ${cell['type']}`);
    });
    if (index >= columns) complain(context, ['row_header_column_index'], 'must be the index of a column');
    notTooLong(context, rows, MOST_WRITTEN.data_table);
  });

const label = characters(20);
const axisLabel = characters(50).optional();
const point = z.strictObject({ label, value: z.number() });

const pie = z.strictObject({
  type: z.literal('pie'),
  segments: z
    .array(z.strictObject({ label, value: z.number().gt(0) }))
    .min(1)
    .max(12),
});

const overCategories = ['bar', 'area', 'line'].map((type) =>
  z
    .strictObject({
      type: z.literal(type),
      series: z
        .array(z.strictObject({ name: label, data: z.array(point).min(1).max(20) }))
        .min(1)
        .max(12),
      axis_config: z.strictObject({
        categories: z.array(label).min(1).max(20),
        x_label: axisLabel,
        y_label: axisLabel,
      }),
    })
    .superRefine(({ series, axis_config: { categories } }, context) => {
      if (new Set(categories).size < categories.length)
        complain(context, ['axis_config', 'categories'], 'must be unique');
      series.forEach(({ name, data }, place) => {
        if (series.findIndex((other) => other.name === name) < place)
          complain(context, ['series', place, 'name'], 'must be unique');
        const labels = data.map((each) => each.label);
        if (labels.length !== categories.length || categories.some((category) => !labels.includes(category)))
          complain(context, ['series', place, 'data'], 'must have one point for each of the categories');
      });
    }),
);

export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: blockId,
  title: characters(50),
  chart: byType([pie, ...overCategories]),
});

const task = {
  block_id: blockId,
  task_id: some,
  title: some,
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(urlSource).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
};

export const taskCard = z.strictObject({
  type: z.literal('task_card'),
  ...task,
  icon: icon.optional(),
  hide_title: z.boolean().optional(),
});

// The reference calls the tasks optional; Slack wants them all the same.
export const plan = z
  .strictObject({
    type: z.literal('plan'),
    block_id: blockId,
    title: some,
    tasks: z.array(z.strictObject({ type: z.literal('task_card').optional(), ...task })).max(50),
  })
  .superRefine(({ tasks }, context) => {
    tasks.forEach(({ task_id: id }, place) => {
      if (tasks.findIndex((other) => other.task_id === id) < place)
        complain(context, ['tasks', place, 'task_id'], `\`task_id\` "${id}" already exists`);
    });
  });

function notTooLong(context: z.RefinementCtx, rows: unknown, most: number) {
  if (writtenIn(rows) > most) complain(context, ['rows'], `must be less than ${most + 1} characters`);
}

/** How many characters a person reads in a block or its cells: all `text`s, however deep. */
export function writtenIn(content: unknown): number {
  if (typeof content !== 'object' || content === null) return 0;
  return Object.entries(content).reduce(
    (sum, [key, value]) => sum + (key === 'text' && typeof value === 'string' ? [...value].length : writtenIn(value)),
    0,
  );
}
