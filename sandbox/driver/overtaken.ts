/** What a person was about to use went away, or out of their reach, before they did: nothing of theirs is wrong. */
export class Overtaken extends Error {
  readonly by: 'gone' | 'formClosed' | 'formCovered' | 'optionGone';

  constructor(by: Overtaken['by'], message: string) {
    super(message);
    this.by = by;
  }
}
