import { serveFace } from '../web/serve.ts';
import { about } from './school.ts';
import { tourOf } from './tour.ts';
import { watchOutbox } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** Serves the school in a browser, with its clock, its faults, its tour and Reset; gives the address. */
export function serveWorkspace(workspace: Workspace): string {
  const { stage, port } = workspace;
  serveFace(
    {
      sandbox: () => stage().slack,
      clock: {
        to: (instant) => stage().to(new Date(Math.max(instant.getTime(), stage().clock.now().getTime()))),
        async nextDue() {
          // What was only just done is looked at first: it may make something due.
          await stage().mentorat.sweep();
          await stage().settle();
          return (await stage().mentorat.nextDue()) ?? undefined;
        },
      },
      faults: true,
      reset: () => workspace.reset(),
      tour: tourOf(stage),
      about: ({ name }, language) => about(name, language),
      wire: watchOutbox(stage),
    },
    port,
  );
  return port.url;
}
