import { SlackError } from '../api/method.ts';
import { checked } from '../api/views.ts';
import { checkModalAnswer } from '../blockkit/index.ts';
import type { Submission } from '../driver.ts';
import type { OpenView } from '../world/model.ts';
import {
  clearViews,
  popView,
  pushView,
  replaceView,
  showErrors,
  stackLimit,
  stackOf,
  topView,
} from '../world/views.ts';
import type { Actor } from './actor.ts';
import { badAnswer } from './actor.ts';

/** What an acknowledged submission makes of a person's modals. An answer that Slack cannot use is recorded as refused and
 * leaves them as they are. */
export function takeAnswer(actor: Actor, view: OpenView, answer: unknown): Submission | 'unusable' {
  const problems = checkModalAnswer(answer, view.payload).map((each) => each.message);
  if (problems.length > 0) {
    badAnswer(actor, 'view_submission', 'invalid_answer', problems, answer);
    return 'unusable';
  }
  try {
    return apply(actor, view, typeof answer === 'object' && answer !== null ? answer : {});
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    badAnswer(actor, 'view_submission', error.code, [JSON.stringify(error.extra)], answer);
    return 'unusable';
  }
}

export const submission = (kind: Submission['kind'], errors: Record<string, string> = {}): Submission => ({
  kind,
  closed: kind === 'closed' || kind === 'cleared',
  errors,
  failure: null,
});

function apply({ desk, person }: Actor, view: OpenView, answer: object): Submission {
  const { world } = desk.context;
  const next = () => checked(world, 'view' in answer ? answer.view : undefined, 'modal', view);
  switch ('response_action' in answer ? answer.response_action : undefined) {
    case 'errors': {
      const errors = Object.entries(('errors' in answer && answer.errors) || {});
      showErrors(world, view, Object.fromEntries(errors.map(([block, text]) => [block, String(text)])));
      return submission('errors', { ...view.errors });
    }
    case 'update':
      replaceView(world, view, next());
      return submission('updated');
    case 'push': {
      const stack = stackOf(world, person.id);
      if (stack.length >= stackLimit) throw new SlackError('push_limit_reached');
      pushView(world, view, next(), stack);
      return submission('pushed');
    }
    case 'clear':
      clearViews(world, person.id);
      return submission('cleared');
    default:
      if (topView(world, person.id) === view) popView(world, person.id);
      return submission('closed');
  }
}
