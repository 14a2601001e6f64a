import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import { marks } from './marks.ts';
import type { Method } from './method.ts';
import { schedule } from './schedule.ts';
import { users } from './users.ts';
import { views } from './views.ts';
import { workspace } from './workspace.ts';

/** Every method of the Web API that the sandbox answers, by Slack's name. */
export const methods: ReadonlyMap<string, Method> = new Map<string, Method>(
  Object.entries({ ...workspace, ...users, ...conversations, ...chat, ...schedule, ...views, ...files, ...marks }),
);
