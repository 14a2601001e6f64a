import { SlackError } from '../api/method.ts';
import type { Desk } from '../desk.ts';
import type { Modal, Outcome } from '../driver.ts';
import { reply } from '../respond.ts';
import type { OpenView, PersonRecord } from '../world/model.ts';
import { triggerLife } from '../world/triggers.ts';
import { topView } from '../world/views.ts';
import { failureFor } from './failures.ts';

/** What the driver needs to act for one person. */
export interface Actor {
  desk: Desk;
  person: PersonRecord;
  modalOf(view: OpenView): Modal;
}

/** Sends one interaction and says what came of it. `what` names the thing in Slack's words when the app fails. */
export async function act(
  actor: Actor,
  kind: 'command' | 'interaction',
  payload: object,
  what: string,
  url: string | null = null,
): Promise<Outcome> {
  const { world, office } = actor.desk.context;
  refuseDeactivated(actor);
  const before = topView(world, actor.person.id);
  const hash = before?.hash;
  const ack = await office.deliver({ kind, payload });
  const failure = failureFor(actor.person, ack, kind, what);
  if (failure) tell(actor, failure);
  return {
    failure,
    reply: ack.kind === 'acknowledged' && kind === 'command' ? replied(actor, payload, ack.body) : null,
    url,
    modal: async () => {
      const view = await awaitModal(actor, (top) => top !== before || top.hash !== hash);
      if (view) return view;
      const calls = actor.desk.records.calls.slice(-3).map((call) => `${call.method} → ${JSON.stringify(call.answer)}`);
      throw new Error(
        `${what} opened no modal for ${actor.person.realName}. ${failure ?? ''}\nThe last calls were:\n${calls.join('\n')}`,
      );
    },
  };
}

/** The modal on top that `wanted` accepts, for as long as a trigger can still open one. */
export async function awaitModal(actor: Actor, wanted: (top: OpenView) => boolean = () => true): Promise<Modal | null> {
  const { world } = actor.desk.context;
  const look = () => {
    const top = topView(world, actor.person.id);
    return top && wanted(top) ? { top } : undefined;
  };
  const found = await world.signal.until(look, patienceOf(actor, topView(world, actor.person.id) !== undefined));
  return found ? actor.modalOf(found.top) : null;
}

/** Slack itself says something to the person, that nobody else sees. */
export function tell({ desk, person }: Actor, text: string): void {
  const { world } = desk.context;
  world.notes.set(person.id, [...(world.notes.get(person.id) ?? []), { at: world.now(), text }]);
  world.signal.changed();
}

/** Records that Slack could make nothing of the app's answer. */
export function badAnswer({ desk }: Actor, what: string, error: string, messages: string[], answer: unknown): void {
  const { world } = desk.context;
  desk.records.refused({ what, error, detail: { messages }, args: { answer }, at: world.now() });
  world.signal.changed();
}

export function refuseDeactivated({ person }: Actor): void {
  if (person.deleted) throw new Error(`${person.realName} is deactivated and can do nothing in Slack`);
}

function replied(actor: Actor, payload: object, body: unknown): string | null {
  if (
    body === undefined ||
    body === '' ||
    (typeof body === 'object' && body !== null && !('text' in body || 'blocks' in body))
  ) {
    return null;
  }
  const channel = 'channel_id' in payload ? String(payload.channel_id) : '';
  try {
    reply(actor.desk, { user: actor.person.id, channel, threadTs: undefined, original: undefined }, body);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    badAnswer(actor, 'command', error.code, [], body);
  }
  return typeof body === 'string' ? body : typeof body === 'object' && body && 'text' in body ? String(body.text) : '';
}

/** How long a trigger of this person can still open a modal (or, with one open, have it updated), in milliseconds. */
function patienceOf({ desk, person }: Actor, open: boolean): number {
  const { world } = desk.context;
  const last = [...world.triggers.values()].findLast((each) => each.user === person.id);
  if (!last || (!open && (last.used || !last.awaited))) return 0;
  return Math.max(0, last.born + triggerLife + 200 - world.waking.now());
}
