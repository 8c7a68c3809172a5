'use client';
import { Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { bucketWords } from '../receipt/bucket-words.ts';
import { useMay } from '../shell/viewer.tsx';
import { StateDot, type Tone } from '../ui/badge.tsx';
import { IconButton } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import type { Column } from '../ui/table/column.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { Time } from '../ui/time.tsx';
import { nameOf, type OwnPrice } from './model.ts';
import { enteredBuckets, type LineState, lineStates } from './own-price.ts';
import { usePriceTask } from './price-task.tsx';

const words: Readonly<Record<LineState, { readonly tone: Tone; readonly label: string }>> = {
  holds: { tone: 'good', label: 'In force' },
  later: { tone: 'info', label: 'To come' },
  replaced: { tone: 'neutral', label: 'Replaced' },
};

function Amounts({ price }: { readonly price: OwnPrice }) {
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-0.5 py-1">
      {enteredBuckets(price.usdPerMillion).map(([bucket, usd]) => (
        <span key={bucket} className="whitespace-nowrap">
          <span className="text-xs text-quiet">{bucketWords[bucket].name}</span> <Money usd={usd} />
        </span>
      ))}
    </span>
  );
}

function Remove({ price }: { readonly price: OwnPrice }) {
  const { start } = usePriceTask();
  return (
    <IconButton
      size="sm"
      label={`Delete the price of ${nameOf({ provider: price.provider, id: price.model })}`}
      onClick={() => start({ kind: 'delete', price })}
    >
      <Trash2 className="size-3.5" aria-hidden="true" />
    </IconButton>
  );
}

type Options = {
  readonly states: ReadonlyMap<string, LineState>;
  readonly isOfOne: boolean;
  readonly mayWrite: boolean;
};

function columnsFor({ states, isOfOne, mayWrite }: Options): Column<OwnPrice>[] {
  const name: Column<OwnPrice> = {
    id: 'model',
    header: 'Model',
    phone: 'title',
    sortBy: ({ provider, model }) => `${provider}/${model}`,
    cell: ({ provider, model }) => (
      <code className="text-xs break-all">
        <span className="text-quiet">{provider}/</span>
        {model}
      </code>
    ),
  };
  const remove: Column<OwnPrice> = {
    id: 'remove',
    header: 'Actions',
    isHeaderHidden: true,
    phone: 'corner',
    align: 'right',
    width: 'w-10',
    cell: (price) => <Remove price={price} />,
  };
  return [
    ...(isOfOne ? [] : [name]),
    {
      id: 'from',
      header: 'In force from',
      sortBy: ({ effectiveFrom }) => Date.parse(effectiveFrom),
      cell: ({ effectiveFrom }) => <Time at={effectiveFrom} absolute />,
    },
    {
      id: 'state',
      header: 'State',
      cell: ({ id }) => {
        const { tone, label } = words[states.get(id) ?? 'replaced'];
        return <StateDot tone={tone}>{label}</StateDot>;
      },
    },
    { id: 'amounts', header: 'USD per million', cell: (price) => <Amounts price={price} /> },
    ...(mayWrite ? [remove] : []),
  ];
}

/** Own price lines, with which of them holds; of one model or of many. */
export function OwnPriceList({
  prices,
  isOfOne = false,
}: {
  readonly prices: readonly OwnPrice[] | undefined;
  readonly isOfOne?: boolean;
}) {
  const mayWrite = useMay('price.write');
  const columns = useMemo(
    () => columnsFor({ states: lineStates(prices ?? [], Date.now()), isOfOne, mayWrite }),
    [prices, isOfOne, mayWrite],
  );
  return (
    <DataTable
      label="Own price lines"
      columns={columns}
      rows={prices}
      rowKey={({ id }) => id}
      skeletonRows={3}
      empty={null}
      initialSort={{ id: 'from', desc: true }}
    />
  );
}
