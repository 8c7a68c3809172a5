'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { setUrlFields } from '../client/url-field.ts';
import { useMay } from '../shell/viewer.tsx';
import { SkeletonRows } from '../ui/table/body-row.tsx';
import type { Column } from '../ui/table/column.ts';
import { headClasses } from '../ui/table/column.ts';
import { HeaderCell } from '../ui/table/header-cell.tsx';
import { useToast } from '../ui/toast.tsx';
import { inPlacesOf, moved, type ProviderKey } from './provider-key.ts';
import { ProviderRow } from './provider-row.tsx';
import { useDraggedOrder } from './use-dragged-order.ts';
import { useReorder } from './use-provider-keys.ts';

const column = (id: string, header: string): Column<never> => ({ id, header, cell: () => null });
const columns = [
  { ...column('place', 'Order'), width: 'w-14' },
  column('name', 'Key'),
  column('state', 'State'),
  column('scope', 'Used by'),
  { ...column('models', 'Models'), align: 'right' as const },
  column('trial', 'Last trial'),
];

/** Provider keys in the order in which calls look for one, which dragging and arrow keys change. */
export function ProviderList({
  keys,
  allIds,
}: {
  /** Those that are shown; undefined while on the way. */
  readonly keys: readonly ProviderKey[] | undefined;
  /** Of all keys in their order: those that are not shown keep their places. */
  readonly allIds: readonly string[];
}) {
  const mayWrite = useMay('provider_key.write');
  const providers = useQuery(useTRPC().catalog.providers.queryOptions({}));
  const names = new Map(providers.data?.data.map(({ id, name }) => [id, name]));
  const [announced, setAnnounced] = useState('');
  const reorder = useReorder();
  const show = useToast();
  const ids = (keys ?? []).map(({ id }) => id);
  const move = (from: number, to: number) => {
    const name = keys?.[from]?.name;
    if (name === undefined || to < 0 || to >= ids.length) return;
    reorder.mutate(
      { ids: inPlacesOf(allIds, moved(ids, from, to)) },
      {
        onSuccess: () => setAnnounced(`${name} is now ${to + 1} of ${ids.length}`),
        onError: (error) => show({ kind: 'bad', title: 'The order was not changed', detail: refusalOf(error).message }),
      },
    );
  };
  const order = useDraggedOrder(move);
  return (
    <div className="sm:overflow-x-auto xl:overflow-visible">
      <table
        className="w-full border-collapse text-sm max-sm:block"
        aria-label="Provider keys in their order"
        aria-busy={keys === undefined}
      >
        <thead className={headClasses.usual}>
          <tr className="border-b border-line">
            {columns.map(({ id, header, align, width }) => (
              <HeaderCell key={id} header={header} align={align} width={width} />
            ))}
            {mayWrite && (
              <HeaderCell header="Actions" width="w-10">
                <span className="sr-only">Actions</span>
              </HeaderCell>
            )}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {keys === undefined ? (
            <SkeletonRows columns={columns} count={4} />
          ) : (
            keys.map((key, index) => (
              <ProviderRow
                key={key.id}
                providerKey={key}
                providerName={names.get(key.provider) ?? key.provider}
                index={index}
                last={keys.length - 1}
                order={order}
                mayWrite={mayWrite}
                onMove={move}
                onOpen={() => setUrlFields({ id: key.id })}
              />
            ))
          )}
        </tbody>
      </table>
      <p className="sr-only" aria-live="polite">
        {announced}
      </p>
    </div>
  );
}
