import type { UsageLine } from '../analytics/figures.ts';
import type { LatencyLine, Percentiles } from './performance-data.ts';

/** How one model of one provider does. */
export type ModelRow = {
  readonly provider: string | null;
  readonly model: string | null;
  /** That it answered, or that failed with it. */
  readonly calls: number;
  /** Of those that were not canceled, 0 to 1; null where there is none. */
  readonly success: number | null;
  readonly duration: Percentiles | undefined;
  readonly firstToken: Percentiles | undefined;
};

type Named = { readonly group: Readonly<Record<string, string | null>> };

function keyOf({ group }: Named): string {
  return JSON.stringify([group['provider'] ?? null, group['model'] ?? null]);
}

/** Calls that succeeded, of those that their client did not cancel; null where there is none. */
export function successOf(lines: readonly UsageLine[]): number | null {
  const count = (isCounted: (status: string | null | undefined) => boolean) =>
    lines.reduce((sum, { group, calls }) => (isCounted(group['status']) ? sum + calls : sum), 0);
  const ended = count((status) => status !== 'canceled');
  return ended === 0 ? null : count((status) => status === 'succeeded') / ended;
}

/** A row for each model, those with most calls first. */
export function modelRows(outcomes: readonly UsageLine[], latencies: readonly LatencyLine[]): ModelRow[] {
  const measured = new Map(latencies.map((line) => [keyOf(line), line]));
  const rows = [...Map.groupBy(outcomes, keyOf)].map(([key, lines]) => {
    const { duration, firstToken } = measured.get(key) ?? {};
    const group = lines[0]?.group ?? {};
    return {
      provider: group['provider'] ?? null,
      model: group['model'] ?? null,
      calls: lines.reduce((sum, { calls }) => sum + calls, 0),
      success: successOf(lines),
      duration,
      firstToken,
    };
  });
  return rows.filter(({ calls }) => calls > 0).sort((a, b) => b.calls - a.calls);
}
