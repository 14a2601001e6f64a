import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Person, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { createFace } from '../../sandbox/web/index.tsx';
import { manifest } from '../sandbox/app.ts';

/** The page without a browser: what it is sent, and what it shows then. Nobody has to be there as the app. */
describe('everybody reads in their own language', () => {
  let slack: Sandbox;
  let face: Hono;
  let ana: Person;
  let marc: Person;
  beforeAll(async () => {
    slack = await startSandbox({ clock: { now: () => new Date('2026-11-24T09:32:00Z') }, manifest });
    face = createFace({ sandbox: () => slack });
    ana = slack.person({ name: 'Ana Silva' });
    marc = slack.person({ name: 'Marc Dupont', locale: 'fr-FR' });
  });
  afterAll(() => slack.stop());

  async function sends(person: Person, path: string, fields: Record<string, string> = {}): Promise<string> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const headers = { 'sec-fetch-site': 'same-origin' };
    await face.request(`/as/${person.id}${path}`, { method: 'POST', headers, body });
    const page = await (await face.request(`/as/${person.id}`)).text();
    return (
      /role="alert">(.*?)<\/p>/
        .exec(page)?.[1]
        ?.replace(/<span.*?<\/span>/, '')
        .replace(/<[^>]*>/g, '') ?? ''
    );
  }

  it.each([
    ['an unknown command', '/c/DM/say', { text: '/nothing' }, '/nothing n’est pas une commande valide.'],
    [
      'a command in a thread',
      '/c/DM/say',
      { text: '/join', thread: '1.1' },
      '/join n’est pas disponible dans les fils de discussion. Désolé !',
    ],
    ['a conversation of others', '/c/C0/say', { text: 'Hi' }, 'Vous n’êtes pas dans cette conversation.'],
    ['a button that is gone', '/home/click', { block: 'b', action: 'a' }, 'Ce n’est plus là.'],
    ['a form that is closed', '/modal/V0/submit', {}, 'Ce formulaire est fermé.'],
    ['a message that is gone', '/m/C0/1.1/delete', {}, 'Ce message n’est plus là.'],
    ['an app that is not there', '/c/DM/say', { text: '/join' }, '/join a échoué avec l’erreur « dispatch_failed »'],
  ])('%s', async (_, path, fields, expected) => {
    const at = (person: Person) => path.replace('DM', person.conversation().id);
    expect(await sends(marc, at(marc), fields)).toBe(expected);
    expect(await sends(ana, at(ana), fields)).toMatch(/^\S+ .*(not|closed|failed)/);
  });

  it('what nobody foresaw is told in a sentence for people, and goes on to whoever looks after the server', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await sends(marc, '/shortcut', { callback: 'none', in: marc.conversation().id })).toBe(
      'Un problème est survenu. Réessayer ?',
    );
    expect(String(log.mock.calls[0]?.[0])).toContain('The manifest has no global shortcut "none"');
    log.mockRestore();
  });

  it('a message that was taken back leaves its stone in the language of whoever reads', async () => {
    const team = slack.channel({ name: 'team', members: [ana, marc] });
    const hello = await ana.says('Hello', { to: team });
    await marc.says('Bonjour', { to: team, thread: hello });
    await ana.deletes(hello);
    const page = async (person: Person) => await (await face.request(`/as/${person.id}/c/${team.id}`)).text();
    expect(await page(ana)).toContain('This message was deleted.');
    expect(await page(marc)).toContain('Ce message a été supprimé.');
    expect(await page(marc)).not.toContain('This message was deleted.');
  });

  it('whoever has yet to choose whom to be reads that in the language of the browser', async () => {
    const page = async (language: string) =>
      await (await face.request('/', { headers: { 'accept-language': language } })).text();
    expect(await page('fr-CH, fr;q=0.9, en;q=0.8')).toContain('Choisissez qui vous êtes');
    expect(await page('de, fr;q=0.5')).toContain('Choose who you are');
  });
});

describe('between tags, in attributes, toasts and refusals stand no words of their own, only those of words.ts and words-around.ts', () => {
  const folder = join(import.meta.dirname, '../../sandbox/web');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));

  it.each(files.filter((name) => !name.startsWith('words')))('%s', (name) => {
    expect(wordsIn(readFileSync(join(folder, name), 'utf8'))).toEqual([]);
  });

  it.each([
    ['<button type="button">Clear</button>', ['Clear']],
    ['<b>{many ? "And more" : "—"}</b>', ['And more']],
    ['<a href="/x" aria-label={words || "Picture"}>{say.file}</a>', ['Picture']],
    ['<i {...(short && { title: "Short" })} />', ['Short']],
    ['face.memory.toast(ana.id, "Not now")', ['Not now']],
    ['new Error("That is gone")', ['That is gone']],
  ])('which would be seen: %s', (source, expected) => expect(wordsIn(`const x = ${source};`)).toEqual(expected));
});

const readOut = /^(aria-label|alt|title|placeholder|words|data-ask-(title|text|yes|no)|data-copied)$/;

/** What calls everybody in a channel is the same in every language. */
const atAll = 'channel';

/** What people would read in this source: between tags, in attributes that are shown or read out, in toasts and errors. */
function wordsIn(source: string): string[] {
  const all = [...nodesIn(parseSync(source, { syntax: 'typescript', tsx: true }).body)];
  return all
    .flatMap((node) => {
      switch (node['type']) {
        case 'JSXText':
          return [String(node['value'])];
        case 'JSXElement':
        case 'JSXFragment':
          return listOf(node['children']).flatMap(shownBy);
        case 'JSXAttribute':
          return readOut.test(nameOf(node['name'])) ? shownBy(node['value']) : [];
        case 'KeyValueProperty':
          return readOut.test(nameOf(node['key'])) ? shownBy(node['value']) : [];
        case 'NewExpression':
          return nameOf(node['callee']) === 'Error' ? textsIn(node['arguments']) : [];
        case 'CallExpression':
          return isNode(node['callee']) && nameOf(node['callee']['property']) === 'toast'
            ? textsIn(node['arguments'])
            : [];
        default:
          return [];
      }
    })
    .map((each) => each.trim())
    .filter((each) => /\p{L}{2}/u.test(each) && each !== atAll);
}

/** The texts that an expression can come to; what it hands to a function is not shown yet. */
function shownBy(expression: unknown): string[] {
  if (!isNode(expression)) return [];
  const { type, operator, left, right, consequent, alternate } = expression;
  if (type === 'StringLiteral' || type === 'TemplateLiteral') return textsIn(expression);
  if (type === 'ParenthesisExpression' || type === 'JSXExpressionContainer') return shownBy(expression['expression']);
  if (type === 'ConditionalExpression') return [consequent, alternate].flatMap(shownBy);
  if (type === 'BinaryExpression') return [operator === '&&' ? undefined : left, right].flatMap(shownBy);
  return [];
}

type Node = Record<string, unknown>;
const isNode = (given: unknown): given is Node => typeof given === 'object' && given !== null && !Array.isArray(given);
const listOf = (given: unknown): Node[] => (Array.isArray(given) ? given.filter(isNode) : []);
const nameOf = (given: unknown) => (isNode(given) ? String(given['value']) : '');

function* nodesIn(given: unknown): Generator<Node> {
  if (isNode(given)) yield given;
  if (typeof given === 'object' && given !== null) for (const each of Object.values(given)) yield* nodesIn(each);
}

const textsIn = (given: unknown): string[] =>
  [...nodesIn(given)].flatMap((node) => {
    if (node['type'] === 'StringLiteral') return [String(node['value'])];
    return node['type'] === 'TemplateElement' ? [String(node['raw'])] : [];
  });
