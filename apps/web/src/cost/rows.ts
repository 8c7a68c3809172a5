import type { Group } from '../analytics/dimensions.ts';
import { addFigures, type Figures, noFigures, type UsageLine } from '../analytics/figures.ts';

/** What one value of the group came to, beside the whole and the period before. */
export type CostRow = {
  /** Null for what has none; undefined for the sum of all rows. */
  readonly value: string | null | undefined;
  readonly figures: Figures;
  readonly previous: Figures | null;
  /** Of the whole cost; null where there is none. */
  readonly share: number | null;
};

function byValue(lines: readonly UsageLine[], group: Group): Map<string | null, Figures> {
  const found = Map.groupBy(lines, (line) => line.group[group] ?? null);
  return new Map([...found].map(([value, own]) => [value, addFigures(own)]));
}

function shareOf(figures: Figures, whole: Figures): number | null {
  const usd = Number(whole.usd ?? 0);
  return usd === 0 || figures.usd === null ? null : Number(figures.usd) / usd;
}

/** A row for each value of the group, those that cost most first, and their sum. */
export function costRows(
  lines: readonly UsageLine[],
  { group, before }: { readonly group: Group; readonly before: readonly UsageLine[] | undefined },
): { readonly rows: readonly CostRow[]; readonly total: CostRow } {
  const now = byValue(lines, group);
  const past = before === undefined ? undefined : byValue(before, group);
  const whole = addFigures([...now.values()]);
  const rows = [...now].map(([value, figures]) => {
    const previous = past === undefined ? null : (past.get(value) ?? noFigures);
    return { value, figures, previous, share: shareOf(figures, whole) };
  });
  const previous = past === undefined ? null : addFigures([...past.values()]);
  rows.sort((a, b) => Number(b.figures.usd ?? 0) - Number(a.figures.usd ?? 0) || b.figures.calls - a.figures.calls);
  return { rows, total: { value: undefined, figures: whole, previous, share: whole.usd === null ? null : 1 } };
}
