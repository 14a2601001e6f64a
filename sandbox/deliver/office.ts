import type { Faults } from '../faults.ts';
import type { DeliveryRecord, Records } from '../records.ts';
import { addMessage, messageJson } from '../world/messages.ts';
import type { Conversation, Message, World } from '../world/model.ts';
import { seconds } from '../world/people.ts';
import type { Ack } from './http.ts';
import { post, sign } from './http.ts';
import { Sockets } from './sockets.ts';

export interface Delivery {
  kind: DeliveryRecord['kind'];
  payload: object;
  retry?: { num: number; reason: string };
  /** The app hears of what it did itself. */
  echo?: boolean;
}

/** Slack waits this long for an acknowledgement, of wall time. */
const patience = 3_000;
/** After the first attempt and after each retry of an event, in milliseconds of the moved clock. */
const pauses = [0, 60_000, 300_000];

/** Brings payloads to the app, over HTTP when it has an address and else over a socket, and events again that failed. */
export class Office {
  readonly sockets: Sockets;
  readonly #world: World;
  readonly #records: Records;
  readonly #faults: Faults;
  #due: { at: number; delivery: Delivery }[] = [];
  #last: Delivery | undefined;
  #underway = 0;
  url: string | undefined;

  constructor(world: World, records: Records, faults: Faults) {
    this.#world = world;
    this.#records = records;
    this.#faults = faults;
    this.sockets = new Sockets(
      () => world.origin,
      world.app.id,
      () => world.signal.changed(),
    );
  }

  get busy(): boolean {
    return this.#underway > 0;
  }

  async deliver(delivery: Delivery): Promise<Ack> {
    if (!delivery.echo) this.#last = delivery;
    const record: DeliveryRecord = {
      kind: delivery.kind,
      payload: delivery.payload,
      at: this.#world.now(),
      retry: delivery.retry,
      over: this.#faults.away ? undefined : this.url ? 'http' : 'socket',
      outcome: 'waiting',
      answer: undefined,
      milliseconds: undefined,
    };
    this.#records.deliveries.push(record);
    const started = performance.now();
    this.#underway += 1;
    try {
      const ack = await this.#send(delivery);
      record.outcome = ack.kind;
      record.answer = ack.kind === 'acknowledged' ? ack.body : ack.why;
      return ack;
    } finally {
      record.milliseconds = performance.now() - started;
      this.#underway -= 1;
      this.#world.signal.changed();
    }
  }

  /** Delivers an event if the app's manifest subscribes to it (`subscription` is its name there), and again on failure. */
  async event(subscription: string, event: object, echo = false): Promise<Ack | undefined> {
    if (!this.#world.installed) return undefined;
    if (!this.#world.manifest.settings.event_subscriptions.bot_events.includes(subscription)) return undefined;
    return this.#attempt({ kind: 'event', payload: this.#envelope(event), echo });
  }

  async messagePosted(conversation: Conversation, message: Message): Promise<Ack | undefined> {
    const { app_id: _, ...told }: Record<string, unknown> = { ...messageJson(this.#world, conversation, message) };
    const event = { ...told, channel: conversation.id, event_ts: message.ts };
    const ack = await this.#message(conversation, message, event);
    const { userId } = this.#world.app;
    const hears = conversation.members.has(userId) && message.user !== userId;
    // In direct messages Slack sends the message only.
    if (hears && conversation.kind !== 'im' && message.text.includes(`<@${userId}>`)) {
      await this.event('app_mention', { ...event, type: 'app_mention' });
    }
    return ack;
  }

  messageChanged(conversation: Conversation, message: Message, before: object): Promise<Ack | undefined> {
    const ts = this.#world.ts();
    return this.#message(conversation, message, {
      type: 'message',
      subtype: 'message_changed',
      message: messageJson(this.#world, conversation, message),
      previous_message: before,
      channel: conversation.id,
      hidden: true,
      ts,
      event_ts: ts,
    });
  }

  messageDeleted(conversation: Conversation, message: Message, before: object): Promise<Ack | undefined> {
    const ts = this.#world.ts();
    return this.#message(conversation, message, {
      type: 'message',
      subtype: 'message_deleted',
      deleted_ts: message.ts,
      previous_message: before,
      channel: conversation.id,
      hidden: true,
      ts,
      event_ts: ts,
    });
  }

  /** The last payload that a person caused once more, as Slack may deliver anything twice. */
  async again(): Promise<Ack> {
    if (!this.#last) throw new Error('Nothing has been delivered yet');
    const { retry: _, ...delivery } = this.#last;
    return this.deliver(
      delivery.kind === 'event' ? { ...delivery, retry: { num: 1, reason: 'http_timeout' } } : delivery,
    );
  }

  /** Runs what the moved clock has made due. */
  async tick(): Promise<void> {
    const now = this.#world.now().getTime();
    const due = this.#due.filter(({ at }) => at <= now);
    this.#due = this.#due.filter(({ at }) => at > now);
    await Promise.all([...due.map(({ delivery }) => this.#attempt(delivery)), ...this.#postScheduled(now)]);
  }

  close(): Promise<void> {
    this.#world.waking.stop();
    return this.sockets.close();
  }

  #message(conversation: Conversation, message: Message, event: object): Promise<Ack | undefined> {
    const { app } = this.#world;
    if (!conversation.members.has(app.userId)) return Promise.resolve(undefined);
    const subscription = {
      im: 'message.im',
      mpim: 'message.mpim',
      channel: 'message.channels',
      group: 'message.groups',
    };
    const told = { ...event, channel_type: conversation.kind };
    return this.event(subscription[conversation.kind], told, message.user === app.userId);
  }

  #postScheduled(now: number): Promise<unknown>[] {
    const due = [...this.#world.scheduled.values()].filter((each) => each.postAt * 1000 <= now);
    return due.map(({ id, channel, content, threadTs }) => {
      this.#world.scheduled.delete(id);
      const conversation = this.#world.conversations.get(channel);
      if (!conversation || content.metadata) return Promise.resolve();
      const message = addMessage(this.#world, conversation, {
        channel,
        user: this.#world.app.userId,
        ...content,
        threadTs,
      });
      return this.messagePosted(conversation, message);
    });
  }

  async #attempt(delivery: Delivery): Promise<Ack> {
    const ack = await this.deliver(delivery);
    if (ack.kind === 'acknowledged' || (ack.why === 'status' && ack.final)) return ack;
    const num = (delivery.retry?.num ?? 0) + 1;
    const pause = pauses[num - 1];
    if (pause === undefined) return ack;
    const reason = { timeout: 'http_timeout', unreachable: 'connection_failed', status: 'http_error' }[ack.why];
    const next = { ...delivery, retry: { num, reason } };
    if (pause === 0 && !this.#faults.away) return this.#attempt(next);
    this.#due.push({ at: this.#world.now().getTime() + pause, delivery: next });
    return ack;
  }

  #envelope(event: object): object {
    const { team, app, secrets } = this.#world;
    return {
      token: secrets.verificationToken,
      team_id: team.id,
      api_app_id: app.id,
      event,
      type: 'event_callback',
      event_id: this.#world.id('Ev'),
      event_time: seconds(this.#world.now()),
      authorizations: [
        { enterprise_id: null, team_id: team.id, user_id: app.userId, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      event_context: '4-eyJldCI6Im1lc3NhZ2UifQ',
    };
  }

  async #send({ kind, payload, retry }: Delivery): Promise<Ack> {
    if (this.#faults.away) return { kind: 'failed', why: 'unreachable' };
    if (!this.url) {
      const type = { event: 'events_api', command: 'slash_commands', interaction: 'interactive' } as const;
      return this.sockets.send(
        {
          type: type[kind],
          payload,
          accepts_response_payload: kind !== 'event',
          ...(kind === 'event' && { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' }),
        },
        (giveUp) => this.#world.waking.after(patience, giveUp),
      );
    }
    const { body, contentType } = wire(kind, payload);
    const headers = {
      'content-type': contentType,
      ...sign(this.#world.secrets.signingSecret, body),
      ...(retry && { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
    };
    return post(this.url, body, headers, (abort) => this.#world.waking.after(patience, abort));
  }
}

/** A payload as it goes over HTTP: events as JSON, commands as a form, interactions as JSON in a form. */
export function wire(kind: Delivery['kind'], payload: object): { body: string; contentType: string } {
  if (kind === 'event') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const form = new URLSearchParams();
  const fields: Record<string, unknown> = kind === 'command' ? { ...payload } : { payload: JSON.stringify(payload) };
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  return { body: form.toString(), contentType: 'application/x-www-form-urlencoded' };
}
