/**
 * Block Kit as Slack judges it: pure functions that say what Slack would refuse in messages, views and answers, the
 * state a view starts with, and what Slack's client does not let a person submit.
 */
export { checkModalAnswer, checkOptions } from './answers.ts';
export { checkBlocks } from './blocks.ts';
export { checkMessage } from './messages.ts';
export type { Problem, Surface } from './problem.ts';
export { initialState, initialValue, type StateValue, type StateValues } from './state.ts';
export { checkValue } from './values.ts';
export { checkView } from './views.ts';
