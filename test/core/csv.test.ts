import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/core/csv.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readCsv(bytes(text));
const row = (line: number, cells: Record<string, string>, extra: string[] = []) => ({ line, cells, extra });

const oneRow = { kind: 'rows', header: ['role', 'email'], rows: [row(2, { role: 'staff', email: 'eve@example.org' })] };

describe('a table as spreadsheets save it', () => {
  it.each([
    ['commas', 'role,email\nstaff,eve@example.org\n'],
    ['semicolons', 'role;email\nstaff;eve@example.org\n'],
    ['no line break at the end', 'role,email\nstaff,eve@example.org'],
    ['Windows line breaks', 'role,email\r\nstaff,eve@example.org\r\n'],
    ['old Mac line breaks', 'role,email\rstaff,eve@example.org\r'],
    ['a byte order mark', '\uFEFFrole,email\nstaff,eve@example.org\n'],
    ['quotes', '"role","email"\n"staff","eve@example.org"\n'],
    ['spaces around', 'Role , "Email" \n staff , "eve@example.org " \n'],
    ['empty cells after the last column', 'role;email\nstaff;eve@example.org;;\n'],
    ['empty rows', 'role,email\nstaff,eve@example.org\n\n,\n'],
  ])('with %s', (_what, text) => {
    expect(read(text)).toEqual(oneRow);
  });

  it('keeps the other separator, quotes, accents and formulas as text', () => {
    expect(read('a,b,c\nP5;P6,"Eve ""Zoë"", Dr",=1+1\n')).toMatchObject({
      rows: [row(2, { a: 'P5;P6', b: 'Eve "Zoë", Dr', c: '=1+1' })],
    });
    expect(read('a;b\n"P5;P6";x,y\n')).toMatchObject({ rows: [row(2, { a: 'P5;P6', b: 'x,y' })] });
  });

  it.each(['\n', '\r\n', '\r'])('counts the lines of the file, %j inside quotes and empty ones too', (end) => {
    expect(read(['', 'a,b', '"x', 'y",1', '', 'z,2', '"u', 'v', 'w",3', 't,4'].join(end))).toMatchObject({
      rows: [
        row(3, { a: 'x\ny', b: '1' }),
        row(6, { a: 'z', b: '2' }),
        row(7, { a: 'u\nv\nw', b: '3' }),
        row(10, { a: 't', b: '4' }),
      ],
    });
  });

  it('a short row has empty cells, a long one says what is too much', () => {
    expect(read('a,b\n1\n1,2,3\n')).toMatchObject({
      rows: [row(2, { a: '1', b: '' }), row(3, { a: '1', b: '2' }, ['3'])],
    });
  });

  it('may have no rows', () => {
    expect(read('a,b\n')).toEqual({ kind: 'rows', header: ['a', 'b'], rows: [] });
  });
});

describe('what is no such table', () => {
  it.each([
    ['nothing', bytes(''), { why: 'empty' }],
    ['only line breaks', bytes('\n \r\n'), { why: 'empty' }],
    ['only separators', bytes(',,,\n'), { why: 'empty' }],
    ['Latin 1', Uint8Array.from([...bytes('nom\nH'), 0xe9, ...bytes('l\n')]), { why: 'encoding' }],
    ['UTF-16 with a mark', Uint8Array.from([0xff, 0xfe, 0x61, 0x00]), { why: 'encoding' }],
    ['UTF-16 without one', Uint8Array.from([0x61, 0x00, 0x2c, 0x00]), { why: 'encoding' }],
    ['a quote that is never closed', bytes('a,b\n1,2\n3,"4\n'), { why: 'malformed', line: 3 }],
    ['text after a quote', bytes('a,b\n1,"2"3\n'), { why: 'malformed', line: 2 }],
    ['a column twice', bytes('\na,b,A\n1,2,3\n'), { why: 'malformed', line: 2 }],
  ])('%s', (_what, file, expected) => {
    expect(readCsv(file)).toEqual({ kind: 'unreadable', ...expected });
  });
});

it('what was written is read, at its line', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'aé",;=\n 1') }).map((text) => text.trim());
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), fc.constantFrom(',', ';'), (pairs, delimiter) => {
      let line = 2;
      const rows = pairs.map(([a, b]) => {
        const begins = line;
        line += 1 + (a + b).split('\n').length - 1;
        return row(begins, { a, b });
      });
      const text = pairs.map(([a, b]) => `${quoted(a)}${delimiter}${quoted(b)}\n`);
      expect(read(`a${delimiter}b\n${text.join('')}`)).toMatchObject({
        kind: 'rows',
        rows: rows.filter(({ cells }) => cells['a'] !== '' || cells['b'] !== ''),
      });
    }),
  );
});

it('whatever the bytes, it never fails', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.string().map(bytes)), (file) => {
      expect(['rows', 'unreadable']).toContain(readCsv(file).kind);
    }),
  );
});
