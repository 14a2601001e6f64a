import { parseManifest } from '../../sandbox/manifest.ts';
import type { Look } from '../../sandbox/web/blocks/look.ts';
import { createWorld } from '../../sandbox/world/world.ts';

/** Ana in Paris, who reads English, on 24 November 2026 at 10:32 her time. */
export function anaLooks(changes: Partial<Look> = {}): Look {
  const world = createWorld(() => new Date('2026-11-24T09:32:00Z'), parseManifest({}), 'Sandbox');
  const ana = {
    id: 'UANA',
    name: 'ana',
    realName: 'Ana Silva',
    email: 'ana@school.example',
    locale: 'en-US',
    tz: 'Europe/Paris',
    admin: false,
    owner: false,
    guest: false,
    deleted: false,
    bot: false,
    updated: 0,
  };
  world.people.set(ana.id, ana);
  return {
    world,
    locale: ana.locale,
    tz: ana.tz,
    viewer: ana.id,
    place: 'message',
    state: {},
    errors: {},
    key: 'm1',
    post: '/as/UANA/message',
    ...changes,
  };
}
