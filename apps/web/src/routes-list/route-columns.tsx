import { isOnlySimulated } from '../analytics/figures.ts';
import { formatCount, formatShare } from '../format/number.ts';
import { Unknown } from '../health/unknown.tsx';
import type { ViewerProject } from '../shell/viewer.tsx';
import { Badge } from '../ui/badge.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Money } from '../ui/money.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { Column } from '../ui/table/column.ts';
import { Time } from '../ui/time.tsx';
import { DayLink } from './day-link.tsx';
import { RouteHealthCell } from './health-cell.tsx';
import { doerWords, type RouteRow } from './route-row.ts';
import { ShareBar } from './share-bar.tsx';
import { Sparkline } from './sparkline.tsx';
import { strategyWords } from './strategy-words.ts';
import type { Traffic } from './traffic.ts';

function RouteName({ route, project }: Pick<RouteRow, 'route'> & { readonly project: string | undefined }) {
  const { name, plan, hasDraft, publishedVersion } = route;
  const words = plan === null ? 'Never published: nobody can call it yet.' : strategyWords(plan.strategy);
  return (
    <span className="grid min-w-0 py-1.5">
      <span className="flex min-w-0 items-center gap-1">
        <code className="max-w-56 truncate font-medium" title={name}>
          {name}
        </code>
        <CopyButton text={name} label={`Copy ${name}`} />
        {project !== undefined && <span className="max-w-40 truncate text-xs text-quiet">in {project}</span>}
        {hasDraft && <Badge tone="info">{publishedVersion === null ? 'draft alone' : 'draft'}</Badge>}
      </span>
      <span
        className="line-clamp-2 max-w-[26rem] min-w-44 text-xs font-normal text-quiet max-sm:max-w-full"
        title={words}
      >
        {words}
      </span>
    </span>
  );
}

function VersionCell({ route }: Pick<RouteRow, 'route'>) {
  const { publishedVersion, publishedAt, publishedBy } = route;
  if (publishedVersion === null) return <span className="text-faint">none yet</span>;
  return (
    <span className="grid max-sm:justify-items-end">
      <span className="whitespace-nowrap tabular">
        {publishedVersion}
        <span className="text-quiet">
          , <Time at={publishedAt} />
        </span>
      </span>
      <span className="max-w-36 truncate text-xs text-quiet">by {doerWords(publishedBy)}</span>
    </span>
  );
}

const onItsWay = <Skeleton className="ml-auto h-3.5 w-16" />;

function CallsCell({ row }: { readonly row: RouteRow }) {
  if (row.traffic === undefined) return onItsWay;
  const { calls, series } = row.traffic;
  return (
    <span className="inline-flex items-center justify-end gap-2.5">
      <Sparkline values={series} label={`Calls by hour: at most ${formatCount(Math.max(0, ...series))}`} />
      <span className="min-w-10 text-right tabular">
        <DayLink row={row} page="calls">
          {formatCount(calls)}
        </DayLink>
      </span>
    </span>
  );
}

function CostCell({ row }: { readonly row: RouteRow }) {
  if (row.traffic === undefined) return onItsWay;
  const isSimulated = isOnlySimulated(row.traffic);
  const usd = isSimulated ? row.traffic.simulatedUsd : row.traffic.usd;
  if (usd === null)
    return <Money usd={null} reason="The cost of its attempts is unknown, or some do not name their route." />;
  return (
    <DayLink row={row} page="cost">
      <Money usd={usd} simulated={isSimulated} />
    </DayLink>
  );
}

function SuccessCell({ traffic }: { readonly traffic: Traffic | undefined }) {
  if (traffic === undefined) return onItsWay;
  if (traffic.success !== null) return <span className="tabular">{formatShare(traffic.success)}</span>;
  return (
    <span className="text-faint" title="No call has ended in the last 24 hours.">
      –<span className="sr-only"> no call has ended in the last 24 hours</span>
    </span>
  );
}

function SharesCell({ traffic }: { readonly traffic: Traffic | undefined }) {
  if (traffic === undefined) return onItsWay;
  const { shares, usd } = traffic;
  if (shares.length > 0 || usd !== null) return <ShareBar shares={shares} />;
  return <Unknown why="The attempts of its calls do not name their route." />;
}

const figures: readonly Column<RouteRow>[] = [
  {
    id: 'health',
    header: 'Targets now',
    cell: ({ health }) => <RouteHealthCell health={health} />,
  },
  {
    id: 'calls',
    header: 'Calls, 24 h',
    align: 'right',
    sortBy: ({ traffic }) => traffic?.calls ?? null,
    cell: (row) => <CallsCell row={row} />,
  },
  {
    id: 'cost',
    header: 'Cost, 24 h',
    align: 'right',
    sortBy: ({ traffic }) => (traffic === undefined || traffic.usd === null ? null : Number(traffic.usd)),
    cell: (row) => <CostCell row={row} />,
  },
  {
    id: 'success',
    header: 'Success',
    align: 'right',
    sortBy: ({ traffic }) => traffic?.success ?? null,
    cell: ({ traffic }) => <SuccessCell traffic={traffic} />,
  },
  {
    id: 'shares',
    header: 'Share per target',
    cell: ({ traffic }) => <SharesCell traffic={traffic} />,
  },
  {
    id: 'version',
    header: 'Version',
    sortBy: ({ route }) => (route.publishedAt === null ? null : Date.parse(route.publishedAt)),
    cell: ({ route }) => <VersionCell route={route} />,
  },
];

/** The columns of the list; a route says its project where those of several are shown. */
export function routeColumns(projects: readonly ViewerProject[] | undefined): readonly Column<RouteRow>[] {
  const names = new Map(projects?.map(({ id, name }) => [id, name]));
  const name: Column<RouteRow> = {
    id: 'name',
    header: 'Route',
    phone: 'title',
    sortBy: ({ route }) => route.name,
    cell: ({ route }) => <RouteName route={route} project={names.get(route.projectId)} />,
  };
  return [name, ...figures];
}
