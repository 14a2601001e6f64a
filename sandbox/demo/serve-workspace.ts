import { serveFace } from '../web/serve.ts';
import { about } from './school.ts';
import { tourOf } from './tour.ts';
import { watchOutbox } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** Serves the school in a browser, with its clock, its faults, its tour and Reset; gives the address. */
export function serveWorkspace(workspace: Workspace): string {
  const { stage, port } = workspace;
  const inTurn = queue();
  let resets = 0;
  const moveTo = async (instant: Date, before: number) => {
    const look = () => {
      if (resets > before) throw new StartedOver();
    };
    try {
      await stage().to(new Date(Math.max(instant.getTime(), stage().clock.now().getTime())), look);
    } catch (error) {
      if (!(error instanceof StartedOver)) throw error;
    }
  };
  serveFace(
    {
      sandbox: () => stage().slack,
      clock: {
        to: (instant) => {
          const before = resets;
          return inTurn(() => moveTo(instant, before));
        },
        async nextDue() {
          // What was only just done is looked at first: it may make something due.
          await stage().mentorat.sweep();
          await stage().settle();
          return (await stage().mentorat.nextDue()) ?? undefined;
        },
      },
      faults: true,
      reset: () => {
        resets += 1;
        return inTurn(() => workspace.reset());
      },
      tour: { ...tourOf(stage), bookmark: workspace.bookmark },
      about: ({ name }, language) => about(name, language),
      wire: watchOutbox(stage),
    },
    port,
  );
  return port.url;
}

/** A clock that is on its way stops where it is: the school starts over. */
class StartedOver extends Error {}

/** One after the other: a school that is brought back under a clock that still moves would be neither the old nor the new one. */
function queue() {
  let last: Promise<unknown> = Promise.resolve();
  return async <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return await mine;
  };
}
