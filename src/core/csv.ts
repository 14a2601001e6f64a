import { CsvError, parse } from 'csv-parse/sync';

/** A row by the names of its columns, all of them there; `line` is where it begins in the file, `extra` what no column has. */
export interface CsvRow {
  line: number;
  cells: Record<string, string>;
  extra: string[];
}

export type Csv =
  | { kind: 'rows'; header: string[]; rows: CsvRow[] }
  | { kind: 'unreadable'; why: 'encoding' | 'empty' | 'malformed'; line?: number };

/**
 * Reads a table with a header as spreadsheets save it: UTF-8 with or without a byte order mark, any line ending, `,` or
 * `;` (whichever the header has), quotes around what contains either. Column names are in lower case, cells are trimmed
 * text (a formula too is only text), rows without any are left out.
 */
export function readCsv(bytes: Uint8Array): Csv {
  const text = decode(bytes);
  if (text === null) return { kind: 'unreadable', why: 'encoding' };
  if (text.trim() === '') return { kind: 'unreadable', why: 'empty' };
  try {
    return toRows(split(text));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return {
      kind: 'unreadable',
      why: 'malformed',
      ...(typeof error['lines'] === 'number' && { line: error['lines'] }),
    };
  }
}

interface Line {
  line: number;
  cells: string[];
}

// A file in UTF-16 without a mark is valid UTF-8, full of NULs.
function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text.replace(/\r\n?/g, '\n');
  } catch {
    return null;
  }
}

function split(text: string): Line[] {
  const [header = ''] = text.trimStart().split('\n', 1);
  const delimiter = header.split(';').length > header.split(',').length ? ';' : ',';
  const records = parse(text, {
    delimiter,
    trim: true,
    info: true,
    relax_column_count: true,
    skip_records_with_empty_values: true,
  });
  return records.map(toLine);
}

// csv-parse tells the line on which a record ends.
function toLine(parsed: unknown): Line {
  const { record, info } = parsed as { record: string[]; info: { lines: number } };
  const lineBreaks = record.join('').split('\n').length - 1;
  return { line: info.lines - lineBreaks, cells: record.map((cell) => cell.trim()) };
}

function toRows([first, ...lines]: Line[]): Csv {
  if (!first) return { kind: 'unreadable', why: 'empty' };
  const header = first.cells.map((name) => name.toLowerCase());
  const named = header.filter((name) => name !== '');
  if (new Set(named).size < named.length) return { kind: 'unreadable', why: 'malformed', line: first.line };
  const rows = lines.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ''])),
    extra: cells.slice(header.length).filter((cell) => cell !== ''),
  }));
  return { kind: 'rows', header, rows };
}
