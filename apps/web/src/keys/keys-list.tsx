'use client';
import { Ban } from 'lucide-react';
import { useMemo, useState } from 'react';
import { setUrlFields, useUrlField } from '../client/url-field.ts';
import { useUrlText } from '../client/url-text.ts';
import { formatCount } from '../format/number.ts';
import { useProject } from '../shell/project.ts';
import { useMay, useOrganization } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import type { GatewayKey } from './gateway-key.ts';
import { keyColumns } from './key-columns.tsx';
import { filterKeys, type KeyFilter, type Show, showOf } from './key-filter.ts';
import { useKeyTask } from './key-task.tsx';
import { KeysBar } from './keys-bar.tsx';
import { KeysEmpty } from './keys-empty.tsx';

const none: ReadonlySet<string> = new Set();

function countsOf(keys: readonly GatewayKey[] | undefined, filter: KeyFilter): Record<Show, number> | undefined {
  if (keys === undefined) return undefined;
  const count = (show: Show) => filterKeys(keys, { ...filter, show }, Date.now()).length;
  return { usable: count('usable'), ended: count('ended'), all: count('all') };
}

function ChosenBar({ chosen, onClear }: { readonly chosen: readonly GatewayKey[]; readonly onClear: () => void }) {
  const { start } = useKeyTask();
  if (chosen.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line bg-accent-soft px-4 py-2 text-sm">
      <span aria-live="polite" className="font-medium">
        {chosen.length === 1 ? '1 key selected' : `${formatCount(chosen.length)} keys selected`}
      </span>
      <Button size="sm" onClick={() => start({ kind: 'revoke', gatewayKeys: chosen })}>
        <Ban className="size-3.5 text-bad" aria-hidden="true" />
        Revoke
      </Button>
      <Button size="sm" look="quiet" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}

/** The keys, with what narrows them. */
export function KeysList({
  gatewayKeys,
  total,
  onNew,
}: {
  /** Undefined while on the way. */
  readonly gatewayKeys: readonly GatewayKey[] | undefined;
  readonly total: number | undefined;
  readonly onNew: () => void;
}) {
  const { projects } = useOrganization();
  const project = useProject();
  const mayWrite = useMay('gateway_key.write');
  const [selected, setSelected] = useState(none);
  const [shown] = useUrlField('show');
  const [text, setText] = useUrlText('q');
  const filter: KeyFilter = { show: showOf(shown), text, projectId: project?.id };
  const isOfMany = project === undefined && projects.length > 1;
  const columns = useMemo(
    () => keyColumns({ projects: isOfMany ? projects : undefined, mayWrite }),
    [isOfMany, projects, mayWrite],
  );
  const rows = gatewayKeys === undefined ? undefined : filterKeys(gatewayKeys, filter, Date.now());
  const chosen = (rows ?? []).filter(({ id, revokedAt }) => selected.has(id) && revokedAt === null);
  const clear = () => setSelected(none);
  const showAll = () => {
    setText('');
    setUrlFields({ show: 'all' });
  };
  if (gatewayKeys?.length === 0)
    return (
      <Card>
        <KeysEmpty onNew={onNew} />
      </Card>
    );
  return (
    <Card flush>
      <KeysBar show={filter.show} text={text} onText={setText} counts={countsOf(gatewayKeys, filter)} />
      <ChosenBar chosen={chosen} onClear={clear} />
      <div className="border-t border-line">
        <DataTable
          label="Gateway keys"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          onRow={({ id }) => setUrlFields({ id })}
          {...(mayWrite
            ? {
                selection: {
                  selected,
                  onChange: setSelected,
                  nameOf: ({ name }: GatewayKey) => name,
                  mayChoose: ({ revokedAt }: GatewayKey) => revokedAt === null,
                },
              }
            : {})}
          empty={
            <EmptyState title="No key fits" actions={<Button onClick={showAll}>Show all keys</Button>}>
              {project === undefined ? 'Search for something else.' : `${project.name} has none of this kind.`}
            </EmptyState>
          }
        />
      </div>
      {total !== undefined && gatewayKeys !== undefined && total > gatewayKeys.length && (
        <p className="border-t border-line px-4 py-2.5 text-xs text-quiet">
          The newest {formatCount(gatewayKeys.length)} of {formatCount(total)} keys. Older ones are listed by the
          management API.
        </p>
      )}
    </Card>
  );
}
