import { formatCount, formatCountShort } from '../format/number.ts';
import { Badge } from '../ui/badge.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import type { Column } from '../ui/table/column.ts';
import { abilities, isAble } from './ability.ts';
import { AbilityMarks } from './ability-marks.tsx';
import { type Model, nameOf, purposesOf, usdOf } from './model.ts';
import { PriceCell } from './price-cell.tsx';
import { PriceSource } from './price-source.tsx';
import { Unknown } from './unknown.tsx';

function NameCell({ model }: { readonly model: Model }) {
  const { provider, id, deprecated, callable } = model;
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">
        <span className="text-quiet">{provider}/</span>
        <span className="font-medium">{id}</span>
      </span>
      {deprecated && <Badge tone="warn">retired</Badge>}
      {!callable && (
        <span className="text-xs text-faint" title="No active provider key reaches this provider.">
          no key
        </span>
      )}
      <CopyButton text={nameOf(model)} label={`Copy ${nameOf(model)}`} />
    </span>
  );
}

function Tokens({ count, unknown }: { readonly count: number | null; readonly unknown: string }) {
  if (count === null) return <Unknown why={unknown} />;
  return (
    <span className="tabular" title={`${formatCount(count)} tokens`}>
      {formatCountShort(count)}
    </span>
  );
}

/** What it is for, where that is not to converse; else what it can do besides. */
function Can({ model }: { readonly model: Model }) {
  const purposes = purposesOf(model);
  if (purposes.length === 0) return <Unknown why="What it is for is not known." />;
  return purposes.includes('Text') ? <AbilityMarks model={model} /> : purposes.join(', ');
}

const sortable = (usd: string | null) => (usd === null ? null : Number(usd));

/** The columns of the catalogue. Lengths are in tokens, prices USD for a million of them. */
export const modelColumns: readonly Column<Model>[] = [
  {
    id: 'name',
    header: 'Model',
    phone: 'title',
    sortBy: nameOf,
    cell: (model) => <NameCell model={model} />,
  },
  {
    id: 'can',
    width: 'w-36',
    header: 'Can',
    sortBy: (model) => abilities.filter((ability) => isAble(model, ability)).length || null,
    cell: (model) => <Can model={model} />,
  },
  {
    id: 'context',
    width: 'w-23',
    header: 'Context',
    align: 'right',
    sortBy: ({ contextWindow }) => contextWindow,
    cell: ({ contextWindow }) => <Tokens count={contextWindow} unknown="Its context window is not known." />,
  },
  {
    id: 'most',
    width: 'w-28',
    header: 'Max output',
    align: 'right',
    phone: 'hide',
    sortBy: ({ capabilities }) => capabilities.outputTokensMax,
    cell: ({ capabilities }) => (
      <Tokens count={capabilities.outputTokensMax} unknown="How long its answers may be is not known." />
    ),
  },
  {
    id: 'input',
    width: 'w-23',
    header: 'Input $/M',
    align: 'right',
    sortBy: ({ price }) => sortable(usdOf(price, 'input')),
    cell: (model) => <PriceCell model={model} bucket="input" />,
  },
  {
    id: 'cached',
    width: 'w-28',
    header: 'Cached $/M',
    align: 'right',
    phone: 'hide',
    sortBy: ({ price }) => sortable(usdOf(price, 'cacheRead')),
    cell: (model) => <PriceCell model={model} bucket="cacheRead" />,
  },
  {
    id: 'output',
    width: 'w-28',
    header: 'Output $/M',
    align: 'right',
    sortBy: ({ price }) => sortable(usdOf(price, 'output')),
    cell: (model) => <PriceCell model={model} bucket="output" />,
  },
  {
    id: 'source',
    width: 'w-29 2xl:w-56',
    header: 'Price from',
    sortBy: ({ price }) => price?.origin ?? null,
    cell: ({ price, simulated }) => <PriceSource price={price} simulated={simulated} />,
  },
];
