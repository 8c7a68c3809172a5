'use client';
import { type Dimension, dimensionWords, type Group, none } from '../analytics/dimensions.ts';
import type { Part } from '../analytics/drill.ts';
import { type Figures, tokensOf } from '../analytics/figures.ts';
import type { NameOf } from '../analytics/names.ts';
import { NumberLink } from '../analytics/number-link.tsx';
import { Mark } from '../charts/legend.tsx';
import { formatCount, formatCountShort, formatShare } from '../format/number.ts';
import { Delta } from '../ui/delta.tsx';
import { Money } from '../ui/money.tsx';
import type { Column } from '../ui/table/column.ts';
import type { CostRow } from './rows.ts';

export type CostColumnsOptions = {
  readonly group: Group;
  readonly nameOf: NameOf;
  readonly colourOf: (value: string | null) => string;
  readonly hasSimulated: boolean;
};

const unknownReason = 'The cost of all attempts here is unknown: their usage was not reported, or no price is known.';

function Tokens({ count }: { readonly count: number }) {
  return <span title={`${formatCount(count)} tokens`}>{formatCountShort(count)}</span>;
}

function partOf(group: Dimension, { value }: CostRow): Part {
  return value === undefined ? {} : { of: [group, value] };
}

function Share({ share }: { readonly share: number | null }) {
  if (share === null) return <span className="text-faint">–</span>;
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden="true" className="h-1.5 w-10 overflow-hidden rounded-full bg-hover max-sm:hidden">
        <span className="block h-full rounded-full bg-faint" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="w-11 text-right">{formatShare(share)}</span>
    </span>
  );
}

const tokenColumns = [
  { id: 'in', header: 'Tokens in', count: (figures: Figures) => tokensOf(figures).in },
  { id: 'cached', header: 'From cache', count: (figures: Figures) => tokensOf(figures).cached },
  { id: 'out', header: 'Tokens out', count: (figures: Figures) => tokensOf(figures).out },
] as const;

function moneyColumns({ group, nameOf }: CostColumnsOptions): Column<CostRow>[] {
  const name = (row: CostRow) => (row.value === undefined ? 'all' : nameOf(group, row.value));
  return [
    {
      id: 'cost',
      header: 'Cost',
      align: 'right',
      sortBy: ({ figures }) => (figures.usd === null ? null : Number(figures.usd)),
      cell: (row) => (
        <NumberLink part={partOf(group, row)} label={name(row)}>
          <Money usd={row.figures.usd} reason={unknownReason} />
        </NumberLink>
      ),
    },
    {
      id: 'delta',
      header: 'Change',
      align: 'right',
      sortBy: ({ figures, previous }) => Number(figures.usd ?? 0) - Number(previous?.usd ?? 0),
      cell: ({ figures, previous }) => {
        if (figures.usd === null || previous === null) return <span className="text-faint">–</span>;
        return <Delta short now={Number(figures.usd)} before={previous.usd === null ? null : Number(previous.usd)} />;
      },
    },
    {
      id: 'share',
      header: 'Share',
      align: 'right',
      phone: 'hide',
      sortBy: (row) => row.share,
      cell: (row) => <Share {...row} />,
    },
    {
      id: 'unknown',
      header: 'Unknown',
      align: 'right',
      sortBy: ({ figures }) => figures.unknownCost,
      cell: (row) => {
        if (row.figures.unknownCost === 0) return <span className="text-faint">0</span>;
        const more = { source: 'unknown' };
        return (
          <NumberLink part={partOf(group, row)} more={more} label={`${name(row)} whose cost is unknown`}>
            <span className="text-warn">{formatCount(row.figures.unknownCost)}</span>
          </NumberLink>
        );
      },
    },
  ];
}

function usageColumns({ group, nameOf, hasSimulated }: CostColumnsOptions): Column<CostRow>[] {
  const name = (row: CostRow) => (row.value === undefined ? 'all' : nameOf(group, row.value));
  const simulated: Column<CostRow> = {
    id: 'simulated',
    header: 'Simulated',
    align: 'right',
    sortBy: ({ figures }) => Number(figures.simulatedUsd),
    cell: (row) => {
      if (row.figures.simulatedUsd === '0') return <span className="text-faint">–</span>;
      return (
        <NumberLink part={partOf(group, row)} label={name(row)}>
          <Money usd={row.figures.simulatedUsd} simulated />
        </NumberLink>
      );
    },
  };
  return [
    ...(hasSimulated ? [simulated] : []),
    {
      id: 'calls',
      header: 'Calls',
      align: 'right',
      sortBy: ({ figures }) => figures.calls,
      cell: (row) => (
        <NumberLink part={partOf(group, row)} label={name(row)}>
          {formatCount(row.figures.calls)}
        </NumberLink>
      ),
    },
    ...tokenColumns.map(({ id, header, count }): Column<CostRow> => {
      return {
        id,
        header,
        align: 'right',
        phone: 'hide',
        sortBy: ({ figures }) => count(figures),
        cell: (row) => (
          <NumberLink part={partOf(group, row)} label={name(row)}>
            <Tokens count={count(row.figures)} />
          </NumberLink>
        ),
      };
    }),
  ];
}

/** The columns of the cost table. */
export function costColumns(options: CostColumnsOptions): Column<CostRow>[] {
  const { group, nameOf, colourOf } = options;
  return [
    {
      id: 'value',
      header: dimensionWords[group].one,
      phone: 'title',
      sortBy: ({ value }) => (value === undefined ? null : nameOf(group, value)),
      cell: ({ value }) => {
        if (value === undefined) return 'Total';
        return (
          <span className="inline-flex max-w-56 items-center gap-2">
            <Mark colour={colourOf(value ?? none)} />
            <span className="truncate" title={nameOf(group, value)}>
              {nameOf(group, value)}
            </span>
          </span>
        );
      },
    },
    ...moneyColumns(options),
    ...usageColumns(options),
  ];
}
