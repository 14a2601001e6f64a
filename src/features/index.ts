import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { World } from '../db/write.ts';
import type { Renderers } from '../outbox/render.ts';
import type { Listeners } from '../slack/listeners.ts';
import { assignmentMessages } from './assignment/messages.ts';
import { followUser } from './assignment/service.ts';
import { contactListeners } from './contact/listeners.ts';
import { contactMessages } from './contact/messages.ts';
import { hearMessage } from './contact/service.ts';
import { homeListeners } from './home/listeners.ts';
import { notesListeners } from './notes/listeners.ts';
import { notesMessages } from './notes/messages.ts';
import { remindersListeners } from './reminders/listeners.ts';
import { remindersMessages } from './reminders/messages.ts';
import { rosterListeners } from './roster/listeners.ts';
import { sessionsListeners } from './sessions/listeners.ts';
import { sessionsMessages } from './sessions/messages.ts';
import { studentsListeners } from './students/listeners.ts';

/** Every feature's table of ways in. */
export const listeners: readonly Listeners[] = [
  contactListeners,
  homeListeners,
  notesListeners,
  remindersListeners,
  rosterListeners,
  sessionsListeners,
  studentsListeners,
];

/** Every message that leaves by itself, and who renders it. */
export const renderers: Renderers = {
  ...assignmentMessages,
  ...contactMessages,
  ...notesMessages,
  ...remindersMessages,
  ...sessionsMessages,
};

/** Told before an event is acknowledged, so that Slack tells it again when keeping it fails. Each feature takes what it knows. */
export async function onEvent(world: World, slack: WebClient, event: unknown): Promise<void> {
  await hearMessage(world, slack, event);
  const change = userChange.safeParse(event);
  if (change.success) await followUser(world, change.data.user);
}

const userChange = z.object({ type: z.literal('user_change'), user: z.unknown() });
