import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkMessage } from '../../../sandbox/blockkit/index.ts';
import { wordsFor } from '../../../src/core/words/index.ts';
import { forwardedMessage } from '../../../src/features/contact/passing-on.ts';

const pair = { mentorSlackId: 'UMARC', studentName: 'Ana' };
const run = (of: string, most: number) => fc.integer({ min: 0, max: most }).map((length) => of.repeat(length));

test('whatever was written, however long its words and its gaps, makes a message that Slack takes', () => {
  const texts = fc.array(fc.oneof(run('a', 7_000), run(' ', 7_000), run('\n', 50), run('é😀 ', 900)), { maxLength: 6 });
  fc.assert(
    fc.property(texts, (parts) => {
      const text = `x${parts.join('')}`.trim();
      const { text: notification, blocks } = forwardedMessage(pair, { text, hasFiles: true }, wordsFor('fr'));
      expect(checkMessage({ text: String(notification), blocks })).toEqual([]);
    }),
    {
      numRuns: 60,
      examples: [[['a'.repeat(2_999), ' '.repeat(7_000), 'b']], [['a'.repeat(11_999), ' '.repeat(50), 'b']]],
    },
  );
});
