'use client';
import clsx from 'clsx';
import { GripVertical } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useOrganization } from '../shell/viewer.tsx';
import { onRowKey } from '../ui/table/body-row.tsx';
import { cellClasses, phoneClasses, rowClasses } from '../ui/table/column.ts';
import { ModelsCell, NameCell, TrialCell } from './provider-cells.tsx';
import type { ProviderKey } from './provider-key.ts';
import { ProviderMenu } from './provider-menu.tsx';
import { ProviderStateWords } from './provider-state.tsx';
import type { useDraggedOrder } from './use-dragged-order.ts';

type Order = ReturnType<typeof useDraggedOrder>;

function isOwnControl({ target, currentTarget }: MouseEvent<HTMLElement>): boolean {
  return !(target instanceof Element) || !currentTarget.contains(target) || target.closest('a, button') !== null;
}

function Handle({
  providerKey,
  index,
  order,
}: {
  readonly providerKey: ProviderKey;
  readonly index: number;
  readonly order: Order;
}) {
  return (
    <button
      type="button"
      aria-label={`Place of ${providerKey.name}: ${index + 1}. Arrow keys move it.`}
      title="Drag, or press the arrow keys"
      className="inline-flex h-7 cursor-grab items-center gap-1 rounded-sm pr-1.5 text-quiet tabular hover:bg-hover hover:text-text active:cursor-grabbing"
      {...order.handle(index)}
    >
      <GripVertical aria-hidden="true" className="size-3.5" />
      {index + 1}
    </button>
  );
}

function Label({ children }: { readonly children: string }) {
  return (
    <span className="text-quiet sm:hidden" aria-hidden="true">
      {children}
    </span>
  );
}

/** One provider key in its place. */
export function ProviderRow({
  providerKey,
  providerName,
  index,
  last,
  order,
  mayWrite,
  onMove,
  onOpen,
}: {
  readonly providerKey: ProviderKey;
  readonly providerName: string;
  readonly index: number;
  /** The index of the last row. */
  readonly last: number;
  readonly order: Order;
  readonly mayWrite: boolean;
  readonly onMove: (from: number, to: number) => void;
  readonly onOpen: () => void;
}) {
  const { projects } = useOrganization();
  const { projectId, trial } = providerKey;
  const scope = projectId === null ? undefined : projects.find(({ id }) => id === projectId);
  const isOver = order.drag?.over === index && order.drag.from !== index;
  const isBelow = (order.drag?.from ?? 0) < index;
  return (
    <tr
      tabIndex={0}
      className={clsx(
        rowClasses,
        'cursor-pointer hover:bg-hover focus-visible:outline-offset-[-2px]',
        order.drag?.from === index && 'opacity-50',
        isOver && (isBelow ? 'shadow-[inset_0_-2px_0_var(--accent)]' : 'shadow-[inset_0_2px_0_var(--accent)]'),
      )}
      onClick={(event) => !isOwnControl(event) && onOpen()}
      onKeyDown={(event) => onRowKey(event, onOpen)}
      {...order.row(index)}
    >
      <td className={clsx(cellClasses, 'max-sm:hidden')}>
        {mayWrite ? (
          <Handle providerKey={providerKey} index={index} order={order} />
        ) : (
          <span className="text-quiet tabular">{index + 1}</span>
        )}
      </td>
      <td className={clsx(cellClasses, phoneClasses.title)}>
        <NameCell providerKey={providerKey} providerName={providerName} />
      </td>
      <td className={cellClasses}>
        <Label>State</Label>
        <ProviderStateWords providerKey={providerKey} />
      </td>
      <td className={clsx(cellClasses, projectId === null && phoneClasses.hide)}>
        <Label>Used by</Label>
        <span className="block max-w-40 truncate">
          {projectId === null ? 'Every project' : (scope?.name ?? 'An archived project')}
        </span>
      </td>
      <td className={clsx(cellClasses, 'sm:text-right')}>
        <Label>Models</Label>
        <ModelsCell trial={trial} />
      </td>
      <td className={cellClasses}>
        <Label>Last trial</Label>
        <TrialCell trial={trial} />
      </td>
      {mayWrite && (
        <td className={clsx(cellClasses, phoneClasses.corner, 'sm:text-right')}>
          <ProviderMenu
            providerKey={providerKey}
            onUp={index === 0 ? undefined : () => onMove(index, index - 1)}
            onDown={index === last ? undefined : () => onMove(index, index + 1)}
          />
        </td>
      )}
    </tr>
  );
}
