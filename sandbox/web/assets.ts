import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Hono } from 'hono';

const require = createRequire(import.meta.url);
const own = (name: string) => join(import.meta.dirname, 'static', name);

/** In this order: what comes later wins. */
const styles = ['base', 'bar', 'columns', 'messages', 'composer', 'modal', 'blocks', 'fields', 'narrow'];

/** Everything that a page loads: own files, and htmx from its package. Nothing comes from elsewhere. */
const files: Record<string, { paths: string[]; type: string }> = {
  'workspace.css': { paths: styles.map((each) => own(`${each}.css`)), type: 'text/css' },
  'early.js': { paths: [own('early.js')], type: 'text/javascript' },
  'dialogues.js': { paths: [own('dialogues.js')], type: 'text/javascript' },
  'typing.js': { paths: [own('typing.js')], type: 'text/javascript' },
  // In one file: htmx starts in the next task, and must know its extension by then.
  'htmx.js': {
    paths: ['htmx.org/dist/htmx.min.js', 'htmx.org/dist/ext/hx-sse.min.js'].map((each) => require.resolve(each)),
    type: 'text/javascript',
  },
};

export function assets(app: Hono): void {
  for (const [name, { paths, type }] of Object.entries(files)) {
    const content = paths.map((each) => readFileSync(each, 'utf8')).join('\n');
    app.get(`/static/${name}`, (c) =>
      c.body(content, 200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' }),
    );
  }
}
