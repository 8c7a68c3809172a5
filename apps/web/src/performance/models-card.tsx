'use client';
import { useMemo } from 'react';
import { none } from '../analytics/dimensions.ts';
import type { UsageLine } from '../analytics/figures.ts';
import { NumberLink } from '../analytics/number-link.tsx';
import { formatCount, formatMs, formatShare } from '../format/number.ts';
import { Card } from '../ui/card.tsx';
import type { Column } from '../ui/table/column.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { type ModelRow, modelRows } from './model-rows.ts';
import type { LatencyLine, Percentiles } from './performance-data.ts';

function latencyColumn(id: string, header: string, of: (row: ModelRow) => number | null | undefined): Column<ModelRow> {
  return {
    id,
    header,
    align: 'right',
    sortBy: (row) => of(row) ?? null,
    cell(row) {
      const ms = of(row) ?? null;
      if (ms !== null) return formatMs(ms);
      return (
        <span className="text-faint" title="No call succeeded, or none streamed.">
          –
        </span>
      );
    },
  };
}

const at = (percentiles: Percentiles | undefined, name: 'p50' | 'p95' | 'p99') => percentiles?.[name];

const columns: readonly Column<ModelRow>[] = [
  {
    id: 'model',
    header: 'Model',
    phone: 'title',
    sortBy: ({ model }) => model,
    cell: ({ model }) => model ?? <span className="text-quiet">no model</span>,
  },
  {
    id: 'provider',
    header: 'Provider',
    sortBy: ({ provider }) => provider,
    cell: ({ provider }) => <span className="text-quiet">{provider ?? 'none'}</span>,
  },
  {
    id: 'calls',
    header: 'Calls',
    align: 'right',
    sortBy: ({ calls }) => calls,
    cell: ({ model, provider, calls }) => (
      <NumberLink
        part={{ of: ['model', model] }}
        more={{ provider: provider ?? none }}
        label={`${model ?? 'no model'} of ${provider ?? 'no provider'}`}
      >
        {formatCount(calls)}
      </NumberLink>
    ),
  },
  {
    id: 'success',
    header: 'Success',
    align: 'right',
    sortBy: ({ success }) => success,
    cell: ({ success }) => (success === null ? '–' : formatShare(success)),
  },
  latencyColumn('p50', 'p50', ({ duration }) => at(duration, 'p50')),
  latencyColumn('p95', 'p95', ({ duration }) => at(duration, 'p95')),
  { ...latencyColumn('p99', 'p99', ({ duration }) => at(duration, 'p99')), phone: 'hide' },
  latencyColumn('first50', 'First token p50', ({ firstToken }) => at(firstToken, 'p50')),
  { ...latencyColumn('first95', 'First token p95', ({ firstToken }) => at(firstToken, 'p95')), phone: 'hide' },
];

/** How each model of each provider does. */
export function ModelsCard({
  outcomes,
  latencies,
}: {
  /** Undefined while on the way. */
  readonly outcomes: readonly UsageLine[] | undefined;
  readonly latencies: readonly LatencyLine[] | undefined;
}) {
  const rows = useMemo(
    () => (outcomes === undefined || latencies === undefined ? undefined : modelRows(outcomes, latencies)),
    [outcomes, latencies],
  );
  return (
    <Card
      flush
      title="By model and provider"
      description="Durations of calls that succeeded; percentiles are within 5%."
    >
      <DataTable
        label="Performance by model and provider"
        columns={columns}
        rows={rows}
        rowKey={({ model, provider }) => JSON.stringify([provider, model])}
        empty={<p className="p-4 text-sm text-quiet">No calls in this time.</p>}
      />
    </Card>
  );
}
