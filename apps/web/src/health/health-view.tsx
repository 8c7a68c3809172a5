'use client';
import { useMemo, useState } from 'react';
import { setUrlFields, useUrlField } from '../client/url-field.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { healthColumns } from './health-columns.tsx';
import type { Health } from './health-data.ts';
import { HealthEmpty } from './health-empty.tsx';
import { healthRows } from './health-rows.ts';
import { HealthSummary } from './health-summary.tsx';
import { RefusedKeys } from './refused-keys.tsx';
import { type ShownSize, sizeWords } from './size-words.ts';
import { TargetDetails } from './target-details.tsx';
import { needsAttention } from './target-state.ts';

const sizeChoices: readonly { readonly value: ShownSize; readonly label: string }[] = [
  { value: 'usual', label: 'Usual size' },
  { value: 'small', label: sizeWords.small.short },
  { value: 'medium', label: sizeWords.medium.short },
  { value: 'large', label: sizeWords.large.short },
  { value: 'huge', label: sizeWords.huge.short },
];

type Show = 'all' | 'attention';

/** What the gateway knows now. `nowMs` is by the gateway's clock. */
export function HealthView({ health, nowMs }: { readonly health: Health | undefined; readonly nowMs: number }) {
  const [size, setSize] = useState<ShownSize>('usual');
  const [show, setShow] = useState<Show>('all');
  const [open] = useUrlField('target');
  const all = useMemo(
    () => (health === undefined ? undefined : healthRows(health, size, nowMs)),
    [health, size, nowMs],
  );
  const attention = all?.filter(({ state }) => needsAttention(state));
  const opened = all?.find(({ target }) => target.candidateId === open);
  const isEmpty = all?.length === 0;
  return (
    <>
      {health !== undefined && <RefusedKeys keys={health.refusedKeys} nowMs={nowMs} />}
      <HealthSummary rows={all} />
      <Card flush>
        {isEmpty ? (
          <HealthEmpty />
        ) : (
          <DataTable
            label="Targets now"
            columns={healthColumns}
            rows={show === 'all' ? all : attention}
            rowKey={({ target }) => target.candidateId}
            onRow={({ target }) => setUrlFields({ target: target.candidateId })}
            bar={
              <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
                <Segmented
                  label="Targets shown"
                  value={show}
                  onChange={setShow}
                  choices={[
                    { value: 'all', label: 'All targets' },
                    { value: 'attention', label: `To look at${attention?.length ? ` (${attention.length})` : ''}` },
                  ]}
                />
                <span className="inline-flex items-center gap-2 text-xs text-quiet">
                  <span aria-hidden="true">Prompts</span>
                  <Segmented label="Size of prompts" value={size} onChange={setSize} choices={sizeChoices} />
                </span>
              </div>
            }
            empty={
              <EmptyState
                title="Nothing to look at"
                actions={<Button onClick={() => setShow('all')}>Show all targets</Button>}
              >
                <p>No circuit is open, no key is refused, no limit is spent, and nothing fails often.</p>
              </EmptyState>
            }
          />
        )}
      </Card>
      {opened !== undefined && <TargetDetails row={opened} onClose={() => setUrlFields({ target: undefined })} />}
    </>
  );
}
