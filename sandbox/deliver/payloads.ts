import type { StateValues } from '../kit.ts';
import { interactive } from '../kit.ts';
import { payloadName } from '../world/conversations.ts';
import { messageJson } from '../world/messages.ts';
import type { Conversation, Message, OpenView, PersonRecord, World } from '../world/model.ts';
import { newResponseUrl, newTrigger } from '../world/triggers.ts';
import { viewJson } from '../world/views.ts';

/** The payloads that interactions send, in Slack's shapes (https://docs.slack.dev/reference/interaction-payloads). */

export function commandPayload(
  world: World,
  person: PersonRecord,
  conversation: Conversation,
  command: string,
  text: string,
): object {
  return {
    token: world.secrets.verificationToken,
    team_id: world.team.id,
    team_domain: world.team.domain,
    channel_id: conversation.id,
    channel_name: payloadName(conversation),
    user_id: person.id,
    user_name: person.name,
    command,
    text,
    api_app_id: world.app.id,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(world, replyTo(person, conversation.id)),
    trigger_id: newTrigger(world, person.id, conversation.id).id,
  };
}

export function shortcutPayload(
  world: World,
  person: PersonRecord,
  callbackId: string,
  conversation: Conversation | undefined,
): object {
  return {
    type: 'shortcut',
    ...common(world, person),
    action_ts: actionTs(),
    callback_id: callbackId,
    trigger_id: newTrigger(world, person.id, conversation?.id).id,
  };
}

export function messageShortcutPayload(
  world: World,
  person: PersonRecord,
  callbackId: string,
  conversation: Conversation,
  message: Message,
): object {
  return {
    type: 'message_action',
    ...common(world, person),
    user: { id: person.id, name: person.name, team_id: world.team.id },
    action_ts: actionTs(),
    channel: { id: conversation.id, name: payloadName(conversation) },
    callback_id: callbackId,
    trigger_id: newTrigger(world, person.id, conversation.id).id,
    response_url: newResponseUrl(world, { ...replyTo(person, conversation.id), original: message.ts }),
    message_ts: message.ts,
    message: messageJson(world, conversation, message),
  };
}

export function messageActionPayload(
  world: World,
  person: PersonRecord,
  conversation: Conversation,
  message: Message,
  action: object,
  values: StateValues,
): object {
  const ephemeral = message.onlyFor !== undefined;
  return {
    type: 'block_actions',
    ...common(world, person),
    api_app_id: world.app.id,
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: conversation.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    trigger_id: newTrigger(world, person.id, conversation.id).id,
    channel: { id: conversation.id, name: payloadName(conversation) },
    // Slack does not give the words of an ephemeral message back.
    ...(!ephemeral && { message: messageJson(world, conversation, message) }),
    state: { values },
    response_url: newResponseUrl(world, {
      ...replyTo(person, conversation.id),
      original: message.ts,
      threadTs: message.threadTs,
    }),
    actions: [{ ...action, action_ts: actionTs() }],
  };
}

export function viewActionPayload(world: World, person: PersonRecord, view: OpenView, action: object): object {
  return {
    type: 'block_actions',
    ...common(world, person),
    api_app_id: world.app.id,
    container: { type: 'view', view_id: view.id },
    trigger_id: newTrigger(world, person.id, view.conversation).id,
    view: viewJson(world, view),
    actions: [{ ...action, action_ts: actionTs() }],
  };
}

/** `shown` is the view as it is sent. */
export function submissionPayload(
  world: World,
  person: PersonRecord,
  view: OpenView,
  shown: object = viewJson(world, view),
): object {
  return {
    type: 'view_submission',
    ...common(world, person),
    api_app_id: world.app.id,
    trigger_id: newTrigger(world, person.id, view.conversation, false).id,
    view: shown,
    response_urls: responseUrls(world, person, view),
  };
}

/** An address for each conversation that was chosen in an input whose menu asks for one. */
function responseUrls(world: World, person: PersonRecord, { payload, state }: OpenView): object[] {
  return interactive(payload.blocks).flatMap(({ block, element }) => {
    const { block_id = '', type } = block;
    const { action_id = '', response_url_enabled: isWanted } = element;
    const value = state[block_id]?.[action_id];
    const channel = value?.['selected_conversation'] ?? value?.['selected_channel'];
    if (type !== 'input' || isWanted !== true || typeof channel !== 'string') return [];
    return [
      { block_id, action_id, channel_id: channel, response_url: newResponseUrl(world, replyTo(person, channel)) },
    ];
  });
}

export function closedPayload(world: World, person: PersonRecord, view: OpenView, cleared: boolean): object {
  return {
    type: 'view_closed',
    ...common(world, person),
    api_app_id: world.app.id,
    view: viewJson(world, view),
    is_cleared: cleared,
  };
}

export function suggestionPayload(
  world: World,
  person: PersonRecord,
  place: { view: OpenView } | { conversation: Conversation; message: Message },
  asked: { block_id: string; action_id: string; value: string },
): object {
  return {
    type: 'block_suggestion',
    ...common(world, person),
    api_app_id: world.app.id,
    container:
      'view' in place
        ? { type: 'view', view_id: place.view.id }
        : { type: 'message', message_ts: place.message.ts, channel_id: place.conversation.id, is_ephemeral: false },
    ...('view' in place
      ? { view: viewJson(world, place.view) }
      : {
          channel: { id: place.conversation.id, name: payloadName(place.conversation) },
          message: messageJson(world, place.conversation, place.message),
        }),
    ...asked,
  };
}

function common(world: World, person: PersonRecord): object {
  return {
    token: world.secrets.verificationToken,
    team: { id: world.team.id, domain: world.team.domain },
    user: { id: person.id, username: person.name, name: person.name, team_id: world.team.id },
    enterprise: null,
    is_enterprise_install: false,
  };
}

const replyTo = (person: PersonRecord, channel: string) => ({
  user: person.id,
  channel,
  threadTs: undefined,
  original: undefined,
});

const actionTs = () => (Date.now() / 1000).toFixed(6);
