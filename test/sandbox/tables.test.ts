import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { methods } from '../../sandbox/api/index.ts';
import { checkBlocks, type Surface } from '../../sandbox/blockkit/index.ts';
import { events } from '../../sandbox/control/manifest.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { hasReference, referenceBlocks, referenceLimits, referenceMethods } from './reference.ts';

/** docs/sandbox.md says what is there: here it is held to its word. */
const page = readFileSync(join(import.meta.dirname, '../../docs/sandbox.md'), 'utf8');

/** The rows of the table under a heading, as cells. */
function table(heading: string): string[][] {
  const [, after = ''] = page.split(`### ${heading}\n`);
  const rows = (/(?:^\|.*\n)+/m.exec(after)?.[0] ?? '').trim().split('\n').slice(2);
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

const names = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
const surfaces: readonly Surface[] = ['message', 'modal', 'home'];
const text = { type: 'plain_text', text: 'Text' };
const holders: readonly [name: string, hold: (element: object) => object][] = [
  ['section', (accessory) => ({ type: 'section', text, accessory })],
  ['actions', (element) => ({ type: 'actions', elements: [element] })],
  ['input', (element) => ({ type: 'input', label: text, element })],
  ['context', (element) => ({ type: 'context', elements: [element] })],
  ['context_actions', (element) => ({ type: 'context_actions', elements: [element] })],
];

const isUnsupported = (block: object, surface: Surface) =>
  checkBlocks([block], surface).some(({ message }) => message.startsWith('unsupported type'));

describe('the table of methods', () => {
  let slack: Sandbox;
  beforeAll(async () => {
    slack = await startSandbox({ clock: { now: () => new Date() }, manifest: {} });
  });
  afterAll(() => slack.stop());

  it.each(table('Methods of the Web API'))('%s is answered: %s', async (name, there, tier, token) => {
    const [method = ''] = names(name);
    const answer = await fetch(`${slack.apiUrl}${method}`, { method: 'POST' });
    const { error } = z.object({ error: z.string() }).parse(await answer.json());
    expect(error).toBe(there === 'yes' ? 'not_authed' : 'unknown_method');
    const known = methods.get(method);
    expect(tier).toBe(String(known?.tier ?? ''));
    expect(names(token)).toEqual([...(known?.scopes ?? [])].sort());
  });

  it('leaves out no method that the sandbox answers, none of the reference', () => {
    const listed = table('Methods of the Web API').flatMap(([name]) => names(name));
    expect(listed).toEqual(expect.arrayContaining([...methods.keys()]));
    if (hasReference) expect(listed).toEqual([...referenceMethods().keys()]);
  });
});

it('the table of events has those that the sandbox can send', () => {
  const sent = table('Events').filter(([, there]) => there?.startsWith('yes'));
  expect(sent.flatMap(([name]) => names(name))).toEqual(events);
});

describe('the tables of Block Kit', () => {
  it.each(table('Blocks'))('a block %s: message %s, modal %s, home %s', (name, ...there) => {
    const [type = ''] = names(name);
    expect(there).toEqual(surfaces.map((surface) => (isUnsupported({ type }, surface) ? '' : 'yes')));
  });

  it.each(table('Elements'))('an element %s: message %s, modal %s, home %s', (name, ...there) => {
    const [type = ''] = names(name);
    const takenBy = (surface: Surface) =>
      holders.filter(([, hold]) => !isUnsupported(hold({ type }), surface)).map(([holder]) => holder);
    expect(there).toEqual(surfaces.map((surface) => takenBy(surface).join(', ')));
  });

  it.skipIf(!hasReference)('know every block of the reference (skipped where ../shared is absent)', () => {
    const listed = table('Blocks').flatMap(([name]) => names(name));
    const types = referenceBlocks().map(([, block]) => String(block['type']));
    expect(listed).toEqual(expect.arrayContaining(types.filter((type) => type !== 'undefined')));
  });

  it.skipIf(!hasReference)('name each limit of the reference (skipped where ../shared is absent)', () => {
    const listed = table('Limits').map(([name, limits]) => [...names(name), numbersIn(limits?.replace(/`/g, ''))]);
    expect(listed).toEqual(referenceLimits().map(([name, limits]) => [name, numbersIn(JSON.stringify(limits))]));
  });
});

const numbersIn = (words = '') => [...words.matchAll(/\d+/g)].map(([number]) => Number(number)).sort((a, b) => a - b);
