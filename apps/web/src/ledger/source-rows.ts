import { type CostSource, costSources } from '@weir/protocol/cost';
import type { UsageLine } from '../analytics/figures.ts';

/** What one source of cost comes to. */
export type SourceRow = {
  readonly source: CostSource;
  readonly attempts: number;
  /** Of all attempts, 0 to 1. */
  readonly share: number;
  /** Null where nothing of it is known. Of the sandbox what it simulated. */
  readonly usd: string | null;
};

/** The sources of a usage report grouped by them, in their order; those without attempts are left out. */
export function sourceRows(lines: readonly UsageLine[]): readonly SourceRow[] {
  const all = lines.reduce((sum, { attempts }) => sum + attempts, 0);
  return costSources.flatMap((source) => {
    const line = lines.find(({ group }) => group.source === source);
    if (line === undefined || line.attempts === 0) return [];
    const { attempts, simulatedUsd } = line;
    const usd = source === 'unknown' ? null : source === 'simulated' ? simulatedUsd : line.usd;
    return [{ source, attempts, share: attempts / all, usd }];
  });
}
