import type { Listeners } from '../../slack/listeners.ts';

export const contactListeners: Listeners = {};
