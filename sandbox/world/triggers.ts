import type { ResponseUrl, Trigger, World } from './model.ts';

export const triggerLife = 3_000;
const responseUses = 5;
const responseLife = 30 * 60_000;

export function newTrigger(world: World, user: string, conversation: string | undefined, awaited = true): Trigger {
  const id = `${Date.now()}.${world.id('').slice(-6)}.${Math.random().toString(16).slice(2).padEnd(12, '0')}`;
  const trigger = { id, user, conversation, born: world.waking.now(), used: false, awaited };
  world.triggers.set(id, trigger);
  forgetOldest(world.triggers, 500);
  return trigger;
}

/** Uses up a trigger, or says with Slack's word why not. */
export function takeTrigger(world: World, id: string): Trigger | TriggerRefusal {
  const trigger = world.triggers.get(id);
  if (!trigger) return 'invalid_trigger_id';
  if (world.waking.now() - trigger.born > triggerLife) return 'expired_trigger_id';
  if (trigger.used) return 'exchanged_trigger_id';
  trigger.used = true;
  return trigger;
}

export type TriggerRefusal = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

export function newResponseUrl(world: World, given: Omit<ResponseUrl, 'id' | 'born' | 'uses'>): string {
  const id = world.id('R');
  world.responseUrls.set(id, { ...given, id, born: world.now(), uses: 0 });
  forgetOldest(world.responseUrls, 5_000);
  return `${world.origin}/response/${world.team.id}/${id}`;
}

/** Counts one use, or says with Slack's word why it works no more. */
export function takeResponseUrl(world: World, id: string): ResponseUrl | 'expired_url' | 'used_url' | 'invalid_url' {
  const url = world.responseUrls.get(id);
  if (!url) return 'invalid_url';
  if (world.now().getTime() - url.born.getTime() > responseLife) return 'expired_url';
  if (url.uses >= responseUses) return 'used_url';
  url.uses += 1;
  return url;
}

function forgetOldest(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
