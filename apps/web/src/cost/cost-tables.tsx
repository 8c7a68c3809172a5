'use client';
import { useMemo, useState } from 'react';
import { dimensionWords, type Group } from '../analytics/dimensions.ts';
import type { UsageLine } from '../analytics/figures.ts';
import { useNames } from '../analytics/names.ts';
import type { Stack } from '../analytics/stack.ts';
import { StackTable } from '../analytics/stack-table.tsx';
import type { Measure } from '../analytics/state.ts';
import type { DrawnStack } from '../analytics/use-stack.ts';
import type { ChartTime } from '../charts/plot.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { costColumns } from './cost-columns.tsx';
import { costRows } from './rows.ts';

export type CostTablesProps = {
  readonly group: Group;
  /** Undefined while on the way. */
  readonly lines: readonly UsageLine[] | undefined;
  readonly before: readonly UsageLine[] | undefined;
  readonly time: ChartTime;
  readonly stack: Stack;
  readonly drawn: DrawnStack;
  readonly measure: Measure;
};

type View = 'group' | 'time';

/** The same numbers as the chart: by what it is stacked by, or by its times. */
export function CostTables(props: CostTablesProps) {
  const [view, setView] = useState<View>('group');
  const one = dimensionWords[props.group].one.toLowerCase();
  const choices = [
    { value: 'group', label: `By ${one}` },
    { value: 'time', label: 'By time' },
  ] as const;
  return (
    <Card
      flush
      title="In numbers"
      actions={<Segmented<View> label="Rows" choices={choices} value={view} onChange={setView} />}
    >
      {view === 'group' ? <GroupTable {...props} /> : <StackTable {...props} />}
    </Card>
  );
}

function GroupTable({ group, lines, before, drawn }: CostTablesProps) {
  const nameOf = useNames();
  const found = useMemo(
    () => (lines === undefined ? undefined : costRows(lines, { group, before })),
    [lines, before, group],
  );
  const hasSimulated = found !== undefined && found.total.figures.simulatedUsd !== '0';
  const columns = useMemo(
    () => costColumns({ group, nameOf, colourOf: drawn.colourOf, hasSimulated }),
    [group, nameOf, drawn.colourOf, hasSimulated],
  );
  return (
    <DataTable
      label={`Cost by ${dimensionWords[group].one.toLowerCase()}`}
      columns={columns}
      rows={found?.rows}
      rowKey={({ value }) => (value === null ? 'none' : `is ${value}`)}
      total={found?.total}
      initialSort={{ id: 'cost', desc: true }}
      empty={
        <EmptyState title="No calls in this time">
          <p>Choose a longer range, or remove a filter.</p>
        </EmptyState>
      }
    />
  );
}
