'use client';
import { useQuery } from '@tanstack/react-query';
import type { CostSource } from '@weir/protocol/cost';
import clsx from 'clsx';
import Link from 'next/link';
import type { Span } from '../analytics/range.ts';
import { useTRPC } from '../client/api.tsx';
import { LoadFailure } from '../client/load-failure.tsx';
import { formatCount, formatShare } from '../format/number.ts';
import { sourceWords } from '../receipt/source-words.ts';
import { useOrganization } from '../shell/viewer.tsx';
import { Card } from '../ui/card.tsx';
import { Money } from '../ui/money.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { callsHref } from './calls-href.ts';
import { sourcesInput } from './queries.ts';
import { type SourceRow, sourceRows } from './source-rows.ts';

const colours: Readonly<Record<CostSource, string>> = {
  reported: 'bg-info',
  computed: 'bg-accent',
  estimated: 'bg-warn',
  unknown: 'bg-bad',
  simulated: 'bg-line-strong',
};

function Bar({ rows }: { readonly rows: readonly SourceRow[] }) {
  return (
    <div aria-hidden="true" className="flex h-2.5 gap-0.5 overflow-hidden rounded-full">
      {rows.map(({ source, share }) => (
        <span key={source} className={clsx('min-w-1', colours[source])} style={{ width: `${share * 100}%` }} />
      ))}
    </div>
  );
}

function Row({ row, href }: { readonly row: SourceRow; readonly href: string }) {
  const { source, attempts, share, usd } = row;
  const { name, meaning } = sourceWords[source];
  return (
    <tr className="border-t border-line">
      <th scope="row" className="py-2 pr-3 text-left font-normal">
        <span className="flex items-center gap-2">
          <span aria-hidden="true" className={clsx('size-2 shrink-0 rounded-[2px]', colours[source])} />
          {name}
        </span>
        <span className="block pl-4 text-xs text-quiet">{meaning}</span>
      </th>
      <td className="py-2 pl-3 text-right align-top">
        <Link href={href} prefetch={false} className="hover:text-accent hover:underline">
          {formatCount(attempts)}
          <span className="sr-only"> attempts: their calls</span>
        </Link>
      </td>
      <td className="py-2 pl-3 text-right align-top text-quiet">{formatShare(share)}</td>
      <td className="py-2 pl-3 text-right align-top">
        <Link href={href} prefetch={false} className="hover:text-accent hover:underline">
          <Money usd={usd} reason="The cost of these attempts is unknown." simulated={source === 'simulated'} />
          <span className="sr-only">: their calls</span>
        </Link>
      </td>
    </tr>
  );
}

function Table({ rows, span }: { readonly rows: readonly SourceRow[]; readonly span: Span }) {
  const { slug } = useOrganization();
  return (
    <table className="w-full text-sm tabular">
      <caption className="sr-only">Attempts and cost by where the cost comes from</caption>
      <thead className="text-xs text-quiet [&_th]:pb-1.5 [&_th]:font-medium">
        <tr>
          <th scope="col" className="text-left">
            Source
          </th>
          <th scope="col" className="pl-3 text-right">
            Attempts
          </th>
          <th scope="col" className="pl-3 text-right">
            Share
          </th>
          <th scope="col" className="pl-3 text-right">
            Cost
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.source} row={row} href={callsHref(slug, span, { source: [row.source] })} />
        ))}
      </tbody>
    </table>
  );
}

/** How well the costs of 30 days are known. */
export function SourcesCard({ span }: { readonly span: Span }) {
  const api = useTRPC();
  const { data, error, isError, refetch } = useQuery(api.usage.organization.queryOptions(sourcesInput(span)));
  if (isError && data === undefined)
    return <LoadFailure what="The sources of cost" error={error} onRetry={() => void refetch()} />;
  const rows = data === undefined ? undefined : sourceRows(data.data);
  return (
    <Card title="Where costs come from" description="Attempts of the last 30 days. Each number opens its calls.">
      {rows === undefined ? (
        <Skeleton className="h-44 w-full" />
      ) : rows.length === 0 ? (
        <p className="text-sm text-quiet">There was no attempt in the last 30 days.</p>
      ) : (
        <div className="grid grid-cols-1 gap-3">
          <Bar rows={rows} />
          <Table rows={rows} span={span} />
        </div>
      )}
    </Card>
  );
}
