import { attend, type Edge, type Sorry } from './attend.ts';
import { home, paragraph } from './blocks.ts';
import type { HomeTurn, Turn } from './listeners.ts';

/** Publishes homes: when somebody opens theirs, and again when they did something, as it may look different then. */
export class Homes {
  readonly #edge: Edge;
  readonly #publish: (turn: HomeTurn) => Promise<void>;
  /** Who has opened their home since the start; Slack tells us whenever somebody does. */
  readonly #shown = new Set<string>();

  constructor(edge: Edge, publish: (turn: HomeTurn) => Promise<void>) {
    this.#edge = edge;
    this.#publish = publish;
  }

  async open(slackId: string, hash: string | null): Promise<void> {
    this.#shown.add(slackId);
    await this.#show(slackId, hash, (_, words, reference) => words.common.notShown(reference));
  }

  /** Whoever did something has been answered: where this fails, the home that is there stays. */
  async again(slackId: string, hash: string | null = null): Promise<void> {
    if (this.#shown.has(slackId)) await this.#show(slackId, hash, () => null);
  }

  async #show(slackId: string, hash: string | null, sorry: Sorry): Promise<void> {
    const { slack } = this.#edge;
    const answer = (text: string) => slack.views.publish({ user_id: slackId, view: home([paragraph(text)]) });
    const publish = (turn: Turn) => this.#publish({ ...turn, hash });
    await attend(this.#edge, 'home', slackId, '', answer, publish, { sorry });
  }
}
