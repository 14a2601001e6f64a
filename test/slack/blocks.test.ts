import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { textInput } from '../../src/slack/blocks.ts';

const element = z.object({ max_length: z.number(), initial_value: z.string().default('') });

describe('A text input', () => {
  it('always takes what stands there already', () => {
    const longTexts = fc.string({ unit: 'grapheme', maxLength: 4_000, size: 'max' });
    fc.assert(
      fc.property(longTexts, fc.integer({ min: 1, max: 3_000 }), (initial, max) => {
        const made = element.parse(textInput({ id: 'text', label: 'Text', initial, max }).element);
        expect([...made.initial_value].length).toBeLessThanOrEqual(made.max_length);
        expect(made.max_length).toBeLessThanOrEqual(3_000);
        expect(made.max_length).toBeGreaterThanOrEqual(max);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps a list whole that grew by being written anew', () => {
    const tasks = Array.from({ length: 30 }, () => `${'x'.repeat(62)} ~3h`).join('\n');
    const made = element.parse(textInput({ id: 'tasks', label: 'Tasks', max: 2_000, initial: tasks }).element);
    expect(made).toEqual({ max_length: tasks.length, initial_value: tasks });
  });
});
