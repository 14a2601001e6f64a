import { initialState } from '../blockkit/index.ts';
import type { ViewPayload } from '../kit.ts';
import { fitting, over } from './left.ts';
import type { OpenView, Trigger, World } from './model.ts';

export const stackLimit = 3;

export function stackOf(world: World, user: string): OpenView[] {
  return world.modals.get(user) ?? [];
}

export function topView(world: World, user: string): OpenView | undefined {
  return stackOf(world, user).at(-1);
}

export function findView(world: World, id: string): OpenView | undefined {
  return allViews(world).find((view) => view.id === id);
}

export function findByExternalId(world: World, externalId: string): OpenView | undefined {
  return allViews(world).find((view) => view.payload.external_id === externalId);
}

/** Opens a modal as the only one of a person, or upon those that are open. */
export function pushView(world: World, from: From, payload: ViewPayload, onto: readonly OpenView[]): OpenView {
  const view = build(world, from, payload, onto);
  world.modals.set(from.user, [...onto, view]);
  world.signal.changed();
  return view;
}

export function replaceView(world: World, view: OpenView, payload: ViewPayload): void {
  view.payload = payload;
  view.hash = newHash(world);
  view.errors = {};
  view.state = over(initialState(payload, view.conversation), fitting(payload.blocks, view.state));
  world.signal.changed();
}

/** Says at the fields what is wrong, each time anew, be it the same. */
export function showErrors(world: World, view: OpenView, errors: Record<string, string>): void {
  view.errors = errors;
  view.refusals += 1;
  world.signal.changed();
}

/** Closes the view on top; the one below shows again. */
export function popView(world: World, user: string): void {
  world.modals.set(user, stackOf(world, user).slice(0, -1));
  world.signal.changed();
}

export function clearViews(world: World, user: string): void {
  world.modals.delete(user);
  world.signal.changed();
}

export function publishHome(world: World, user: string, payload: ViewPayload): OpenView {
  const open = world.homes.get(user);
  if (open) {
    replaceView(world, open, payload);
    return open;
  }
  const view = build(world, { user, conversation: undefined }, payload, []);
  world.homes.set(user, view);
  world.signal.changed();
  return view;
}

export function viewJson(world: World, view: OpenView): object {
  const { payload } = view;
  return {
    id: view.id,
    team_id: world.team.id,
    type: payload.type,
    blocks: payload.blocks,
    private_metadata: payload.private_metadata ?? '',
    callback_id: payload.callback_id ?? '',
    state: { values: view.state },
    hash: view.hash,
    title: payload.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: payload.clear_on_close ?? false,
    notify_on_close: payload.notify_on_close ?? false,
    close: payload.close ?? null,
    submit: payload.submit ?? null,
    ...(payload.type === 'modal' && { submit_disabled: false }),
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: world.app.id,
    external_id: payload.external_id ?? '',
    app_installed_team_id: world.team.id,
    bot_id: world.app.botId,
  };
}

/** Who opens a view, and from where. */
type From = Pick<Trigger, 'user' | 'conversation'>;

function build(world: World, { user, conversation }: From, payload: ViewPayload, onto: readonly OpenView[]): OpenView {
  const id = world.id('V');
  world.viewIds.add(id);
  return {
    id,
    user,
    conversation,
    hash: newHash(world),
    payload,
    state: initialState(payload, conversation),
    rootId: onto[0]?.id ?? id,
    previousId: onto.at(-1)?.id ?? null,
    errors: {},
    refusals: 0,
  };
}

const newHash = (world: World) => `${Math.floor(Date.now() / 1000)}.${world.id('').toLowerCase()}`;
const allViews = (world: World) => [...[...world.modals.values()].flat(), ...world.homes.values()];
