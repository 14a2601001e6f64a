import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkMessage,
  checkModalAnswer,
  checkOptions,
  checkView,
  initialState,
  type Problem,
} from '../../sandbox/blockkit/index.ts';
import * as kit from './blockkit-samples.ts';

const { form, inputWith, option, plain, section } = kit;

/** A form of every kind of question, and a message of every kind of block, to spoil at will. */
const question = form(
  inputWith({ type: 'plain_text_input', action_id: 'a', max_length: 9 }, { block_id: 'name' }),
  inputWith(kit.selectOf('static_select', { options: kit.options(2), initial_option: option('v1') }), {
    hint: plain(),
  }),
  inputWith({ type: 'timepicker', action_id: 'a', initial_time: '09:00', timezone: 'Europe/Paris' }),
  section({ accessory: kit.button({ confirm: kit.confirmation() }) }),
);
const report = {
  text: 'Hi',
  blocks: [section({ fields: [plain()] }), kit.dataTable(), kit.pie({ label: 'a', value: 1 }), kit.container()],
  attachments: [{ blocks: [kit.video()] }],
};

type Step = string | number;

/** Every place in a payload, as steps. */
function stepsInto(value: unknown, steps: Step[] = []): Step[][] {
  if (typeof value !== 'object' || value === null) return [steps];
  return [steps, ...Object.entries(value).flatMap(([key, part]) => stepsInto(part, [...steps, key]))];
}

function spoiled(value: unknown, [step, ...rest]: Step[], by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((part, index) => (String(index) === step ? spoiled(part, rest, by) : part));
  if (typeof value !== 'object' || value === null) return value;
  const found = Object.entries(value).find(([key]) => key === step);
  return found ? { ...value, [step]: spoiled(found[1], rest, by) } : value;
}

const anywhereIn = (payload: unknown) =>
  fc.tuple(fc.constantFrom(...stepsInto(payload)), fc.jsonValue()).map(([steps, by]) => spoiled(payload, steps, by));

function areProblems(problems: Problem[]) {
  for (const { path, message } of problems) expect(message.endsWith(` [json-pointer:${path}]`)).toBe(true);
}

describe('whatever an app sends', () => {
  it('is judged, never stumbled over', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), anywhereIn(question), anywhereIn(report)), (payload) => {
        areProblems(checkView(payload));
        areProblems(checkOptions(payload));
        areProblems(checkModalAnswer(payload, question));
        areProblems(checkModalAnswer({ response_action: 'update', view: payload }, question));
        if (typeof payload === 'object' && payload !== null) areProblems(checkMessage(payload));
        initialState(payload);
      }),
    );
  });

  it('is judged where no text can be made of it', () => {
    const by = { toString: 0 };
    for (const payload of [question, report]) {
      for (const steps of stepsInto(payload)) {
        const spoilt = spoiled(payload, steps, by);
        areProblems([...checkView(spoilt), ...checkMessage(Object(spoilt))]);
        initialState(spoilt);
      }
    }
  });

  it('is refused with any property that Slack does not know, wherever blocks have objects', () => {
    const objects = stepsInto(question).filter((steps) => {
      const part = steps.reduce<unknown>((value, step) => Object(value)[step], question);
      return typeof part === 'object' && !Array.isArray(part);
    });
    expect(checkView(question)).toEqual([]);
    for (const steps of objects) {
      const part = steps.reduce<unknown>((value, step) => Object(value)[step], question);
      const problems = checkView(spoiled(question, steps, { ...Object(part), surprise: true }));
      const path = ['/view', ...steps].join('/');
      expect(problems).toContainEqual({
        path,
        message: `invalid additional property: surprise [json-pointer:${path}]`,
      });
    }
  });
});
