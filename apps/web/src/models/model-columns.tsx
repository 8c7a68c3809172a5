import { formatCount } from '../format/number.ts';
import { Badge } from '../ui/badge.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import type { Column } from '../ui/table/column.ts';
import { type Model, nameOf, purposesOf, usdOf } from './model.ts';
import { PriceCell } from './price-cell.tsx';
import { PriceSource } from './price-source.tsx';

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

function Unknown({ why }: { readonly why: string }) {
  return (
    <span className="text-faint" title={why}>
      –<span className="sr-only"> {why}</span>
    </span>
  );
}

const sortable = (usd: string | null) => (usd === null ? null : Number(usd));

/** The columns of the catalogue. Prices are USD for a million tokens. */
export const modelColumns: readonly Column<Model>[] = [
  {
    id: 'name',
    header: 'Model',
    phone: 'title',
    sortBy: nameOf,
    cell: (model) => <NameCell model={model} />,
  },
  {
    id: 'for',
    width: 'w-28',
    header: 'For',
    phone: 'hide',
    sortBy: (model) => purposesOf(model).join() || null,
    cell: (model) => {
      const purposes = purposesOf(model);
      return purposes.length === 0 ? <Unknown why="What it is for is not known." /> : purposes.join(', ');
    },
  },
  {
    id: 'context',
    width: 'w-36',
    header: 'Context, tokens',
    align: 'right',
    sortBy: ({ contextWindow }) => contextWindow,
    cell: ({ contextWindow }) =>
      contextWindow === null ? (
        <Unknown why="Its context window is not known." />
      ) : (
        <span className="tabular">{formatCount(contextWindow)}</span>
      ),
  },
  {
    id: 'input',
    width: 'w-28',
    header: 'Input per M',
    align: 'right',
    sortBy: ({ price }) => sortable(usdOf(price, 'input')),
    cell: (model) => <PriceCell model={model} bucket="input" />,
  },
  {
    id: 'cached',
    width: 'w-32',
    header: 'Cached per M',
    align: 'right',
    phone: 'hide',
    sortBy: ({ price }) => sortable(usdOf(price, 'cacheRead')),
    cell: (model) => <PriceCell model={model} bucket="cacheRead" />,
  },
  {
    id: 'output',
    width: 'w-32',
    header: 'Output per M',
    align: 'right',
    sortBy: ({ price }) => sortable(usdOf(price, 'output')),
    cell: (model) => <PriceCell model={model} bucket="output" />,
  },
  {
    id: 'source',
    width: 'w-56',
    header: 'Price from',
    sortBy: ({ price }) => price?.origin ?? null,
    cell: ({ price, simulated }) => <PriceSource price={price} simulated={simulated} />,
  },
];
