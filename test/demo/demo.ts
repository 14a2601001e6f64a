import { Server } from 'node:net';
import { vi } from 'vitest';
import { cast, idOf, type Who } from '../../sandbox/demo/school.ts';
import { serveWorkspace } from '../../sandbox/demo/serve-workspace.ts';
import { openWorkspace, type Workspace } from '../../sandbox/demo/workspace.ts';
import { SandboxPerson } from '../../sandbox/driver/person.ts';
import type { Person } from '../../sandbox/index.ts';
import { freshDatabase } from '../support/database.ts';

/** The demo as `npm run demo` starts it. */
export interface Demo {
  readonly workspace: Workspace;
  readonly url: string;
  /** The steps that starting it said. */
  readonly said: readonly string[];
  /** How many ports were opened for it. */
  readonly ports: number;
}

let started: Promise<Demo> | undefined;

/** One for all files of this process, since a start takes seconds; each file finds it as when the story begins. */
export async function openDemo(): Promise<Demo> {
  const isFirst = started === undefined;
  started ??= start();
  const demo = await started;
  if (!isFirst) await demo.workspace.reset();
  return demo;
}

async function start(): Promise<Demo> {
  const said: string[] = [];
  const listens = vi.spyOn(Server.prototype, 'listen');
  const workspace = await openWorkspace({ database: await freshDatabase('pglite'), say: (step) => said.push(step) });
  const url = serveWorkspace(workspace);
  const ports = listens.mock.calls.length;
  listens.mockRestore();
  return { workspace, url, said, ports };
}

/** Somebody of the school, by the driver. */
export function personIn({ workspace }: Pick<Demo, 'workspace'>, who: Who): Person {
  const { desk } = workspace.stage().slack;
  const record = desk.context.world.people.get(idOf(desk.context.world, who) ?? '');
  if (record === undefined) throw new Error(`${cast[who].name} is not there`);
  return new SandboxPerson(desk, record);
}
