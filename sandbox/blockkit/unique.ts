/** What must be there once only: the ids of a payload, and the element that has the focus. */
import { isRecord, type Problem, problem, recordsIn } from './problem.ts';

export type Found = { record: Record<string, unknown>; path: string };

/** Each `block_id` that an earlier block of the payload has. */
export function repeatedBlockIds(blocks: unknown, path: string): Problem[] {
  return taken(blocksIn(blocks, path), 'block_id');
}

/** Each `action_id` that an earlier element of the same block has. */
export function repeatedActionIds(blocks: unknown, path: string): Problem[] {
  return blocksIn(blocks, path).flatMap((block) => taken(elementsIn(block), 'action_id'));
}

/** Every block of the list and, after it, the blocks that it holds. */
export function blocksIn(blocks: unknown, path: string): Found[] {
  return recordsIn(blocks, path).flatMap((block) => [
    block,
    ...(block.record['type'] === 'carousel' ? recordsIn(block.record['elements'], `${block.path}/elements`) : []),
    ...recordsIn(block.record['child_blocks'], `${block.path}/child_blocks`),
  ]);
}

/** The elements of a block, wherever its type keeps them. */
export function elementsIn({ record, path }: Found): Found[] {
  const single = ['accessory', 'element'].flatMap((field) => {
    const element = record[field];
    return isRecord(element) ? [{ record: element, path: `${path}/${field}` }] : [];
  });
  const many = ['actions', 'context_actions'].some((type) => type === record['type'])
    ? recordsIn(record['elements'], `${path}/elements`)
    : recordsIn(record['actions'], `${path}/actions`);
  return [...single, ...many, ...cellsOf(record, path)];
}

/** The elements in the cells of a data table. */
function cellsOf({ rows }: Record<string, unknown>, path: string): Found[] {
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((cells, index) =>
    recordsIn(cells, `${path}/rows/${index}`).flatMap((cell) =>
      isRecord(cell.record['element']) ? [{ record: cell.record['element'], path: `${cell.path}/element` }] : [],
    ),
  );
}

/** All but the first element that ask for the focus. */
export function secondFocus(blocks: unknown, path: string): Problem[] {
  return blocksIn(blocks, path)
    .flatMap(elementsIn)
    .filter(({ record }) => record['focus_on_load'] === true)
    .slice(1)
    .map((element) => problem(`${element.path}/focus_on_load`, 'must be true for only one element'));
}

function taken(all: Found[], field: 'block_id' | 'action_id'): Problem[] {
  const seen = new Set<string>();
  return all.flatMap(({ record, path }) => {
    const id = record[field];
    if (typeof id !== 'string') return [];
    if (seen.has(id)) return [problem(`${path}/${field}`, `\`${field}\` "${id}" already exists`)];
    seen.add(id);
    return [];
  });
}
