import { request } from 'node:http';
import { STATEFUL } from '../blockkit/state.ts';
import type { Ack } from '../deliver/http.ts';
import { sign } from '../deliver/http.ts';
import { messageActionPayload, submissionPayload, viewActionPayload } from '../deliver/payloads.ts';
import type { Desk } from '../desk.ts';
import type { Acknowledged, Forge, MessageSeen, Modal } from '../driver.ts';
import { interactive } from '../kit.ts';
import { findAny } from '../respond.ts';
import { SandboxModal } from './modal.ts';

/** Payloads that Slack's clients never send, and posts that Slack never makes. */
export function forgeOf(desk: Desk): Forge {
  const { world, office } = desk.context;
  const deliver = async (kind: 'event' | 'command' | 'interaction', payload: object): Promise<Acknowledged> =>
    acknowledged(await office.deliver({ kind, payload }));
  return {
    submission(modal, { values = {}, ...changes }) {
      const { view, person } = insideOf(modal);
      const state = structuredClone(view.state);
      for (const [blockId, raw] of Object.entries(values)) {
        const element = interactive(view.payload.blocks).find(({ block }) => block.block_id === blockId)?.element;
        const type = element?.type ?? 'plain_text_input';
        const field = STATEFUL[type]?.field ?? 'value';
        const option = { text: { type: 'plain_text', text: String(raw), emoji: true }, value: raw };
        const value = field === 'selected_option' ? (raw === null ? null : option) : raw;
        state[blockId] = { [element?.action_id ?? blockId]: { type, [field]: value } };
      }
      const forged = { ...modal.payload(), ...changes, state: { values: state } };
      return deliver('interaction', submissionPayload(world, person, view, forged));
    },
    action(given, action, place) {
      const person = world.people.get(given.id);
      if (!person) throw new Error(`There is no person ${given.id}`);
      const clicked = { type: 'button', block_id: 'forged', ...action };
      if (!isMessage(place)) {
        return deliver('interaction', viewActionPayload(world, person, insideOf(place).view, clicked));
      }
      const conversation = world.conversations.get(place.channel);
      const message = conversation && findAny(conversation, place.ts);
      if (!conversation || !message) throw new Error('There is no such message');
      return deliver('interaction', messageActionPayload(world, person, conversation, message, clicked, {}));
    },
    payload: deliver,
    post({ body, contentType = 'application/json', signature = 'right', minutesAgo = 0 }) {
      if (!office.url) throw new Error('The app has no HTTP address: call connectHttp first');
      const at = Math.floor(Date.now() / 1000) - minutesAgo * 60;
      const secret = signature === 'wrong' ? 'not the secret' : world.secrets.signingSecret;
      const headers = { 'content-type': contentType, ...(signature !== 'none' && sign(secret, body, at)) };
      return raw(office.url, body, headers);
    },
  };
}

export function acknowledged(ack: Ack): Acknowledged {
  return ack.kind === 'acknowledged' ? ack : { kind: 'failed', body: ack.why === 'status' ? ack.status : ack.why };
}

function insideOf(modal: Modal): SandboxModal {
  if (modal instanceof SandboxModal) return modal;
  throw new Error('Only a modal of this sandbox can be forged');
}

const isMessage = (place: MessageSeen | Modal): place is MessageSeen => 'ts' in place;

/** A post whose answer counts even when the app hangs up before the body is through. */
function raw(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number | 'reset'; body: string }> {
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 'reset', body: text }));
      response.on('error', () => resolve({ status: response.statusCode ?? 'reset', body: text }));
    });
    sent.on('error', () => resolve({ status: 'reset', body: '' }));
    sent.end(body);
  });
}
