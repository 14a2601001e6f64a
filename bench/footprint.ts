import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, type Ratio } from './measure.ts';
import { residentMegabytes, startApp } from './processes.ts';
import { startSlack } from './slack.ts';

const rounds = 5;

/** Memory and time to ready of the whole process on PostgreSQL, against Bolt alone. */
export async function benchFootprint(databaseUrl: string): Promise<Ratio[]> {
  const slack = await startSlack();
  const viewFile = join(tmpdir(), `mentorat-bench-empty-${process.pid}.json`);
  await writeFile(viewFile, '{}');
  const runs: Array<Record<'bare' | 'ours', { megabytes: number; readyMs: number }>> = [];
  for (let round = 0; round < rounds; round += 1) {
    const measure = async (script: 'src/main.ts' | 'bench/bare.ts') => {
      const app = await startApp(script, {
        SLACK_API_URL: slack.apiUrl,
        DATABASE_URL: databaseUrl,
        VIEW_FILE: viewFile,
      });
      const megabytes = await residentMegabytes(app);
      await app.stop();
      return { megabytes, readyMs: app.readyAfterMs };
    };
    const bare = await measure('bench/bare.ts');
    runs.push({ bare, ours: await measure('src/main.ts') });
  }
  slack.stop();
  const line = (what: string, key: 'megabytes' | 'readyMs', unit: string, atMost: number): Ratio => ({
    what,
    ratios: runs.map(({ bare, ours }) => ours[key] / bare[key]),
    goal: { atMost },
    figures: `${median(runs.map(({ bare }) => bare[key])).toFixed(0)} → ${median(runs.map(({ ours }) => ours[key])).toFixed(0)} ${unit}`,
  });
  return [line('memory when ready', 'megabytes', 'MB', 1.6), line('time to ready', 'readyMs', 'ms', 2.5)];
}
