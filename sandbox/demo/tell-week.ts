import { MovableClock } from '../../src/core/clock.ts';
import { createPrinter } from './print.ts';
import { openEmbedded, openStage } from './stage.ts';
import { gather, playStep, team, week, weekBegins } from './week.ts';

/** Plays the week and tells what each person sees, as text. */
export async function tellWeek(write: (text: string) => void): Promise<void> {
  write('A week of mentoring: the product and a Slack beside it, by a clock that is moved.\n');
  const database = await openEmbedded('memory');
  const stage = await openStage({ clock: new MovableClock(weekBegins), database, team: [team] });
  const cast = gather(stage);
  const printer = createPrinter(stage, [cast.zoe, cast.marc, cast.ana, cast.ines, cast.tom], write);
  for (const [index, step] of week.entries()) {
    printer.step(index + 1, step.title);
    await playStep(step, { ...cast, shows: printer.shows }, printer.look);
  }
  await stage.close();
}
