/** One line of the table: how many times the base each run was, and what we aim at. */
export interface Ratio {
  readonly what: string;
  readonly ratios: readonly number[];
  readonly goal: { readonly atMost: number } | { readonly atLeast: number };
  /** Base and ours of the median run, with their unit. */
  readonly figures: string;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export function printTable(rows: readonly Ratio[]): void {
  const cells = rows.map(({ what, ratios, goal, figures }) => {
    const middle = median(ratios);
    const aim = 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
    const met = 'atMost' in goal ? middle <= goal.atMost : middle >= goal.atLeast;
    const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
    return [what, `${middle.toFixed(2)}×`, spread, aim, met ? 'met' : 'missed', figures];
  });
  const all = [['what', 'median', 'spread', 'goal', '', 'base → ours'], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of all)
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}
