'use client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { RoutePlan } from '@weir/routing/route-plan';
import type { RouteVersionLine, RouteView } from '@weir/services/routes/view';
import { GitCompare, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { rowsOf } from '../client/every-page.ts';
import { LoadFailure } from '../client/load-failure.tsx';
import { nextPage } from '../client/next-page.ts';
import { doerWords } from '../routes-list/route-row.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { Time } from '../ui/time.tsx';
import { ChoiceField } from './choice-field.tsx';
import { PlanChanges } from './plan-changes.tsx';
import { RollBackDialog } from './roll-back-dialog.tsx';

type Props = {
  readonly route: RouteView;
  /** What the editor holds. */
  readonly plan: RoutePlan;
  readonly mayWrite: boolean;
  readonly onRolledBack: (route: RouteView) => void;
};

const draft = 'draft';

/** The plan of a side of the comparison; undefined while on its way. */
function usePlanOf({ route, plan }: Props, side: string): RoutePlan | undefined {
  const version = Number(side);
  const isPublished = side !== draft && version === route.publishedVersion;
  const asked = useQuery({
    ...useTRPC().routes.version.queryOptions({ id: route.id, version: side === draft ? 1 : version }),
    enabled: side !== draft && !isPublished,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (side === draft) return plan;
  return isPublished ? (route.plan ?? undefined) : asked.data?.plan;
}

type Sides = { readonly before: string; readonly after: string };

function Comparison({
  props,
  versions,
  sides,
  onSides,
}: {
  readonly props: Props;
  readonly versions: readonly RouteVersionLine[];
  readonly sides: Sides;
  readonly onSides: (sides: Sides) => void;
}) {
  const before = usePlanOf(props, sides.before);
  const after = usePlanOf(props, sides.after);
  const choices = [
    { value: draft, label: 'The plan in the editor' },
    ...versions.map(({ version }) => ({ value: String(version), label: `Version ${version}` })),
  ];
  return (
    <section aria-label="Comparison" className="grid grid-cols-1 gap-2.5">
      <div className="grid grid-cols-2 gap-2">
        <ChoiceField
          label="From"
          choices={choices}
          value={sides.before}
          onChange={(value) => onSides({ ...sides, before: value })}
        />
        <ChoiceField
          label="To"
          choices={choices}
          value={sides.after}
          onChange={(value) => onSides({ ...sides, after: value })}
        />
      </div>
      {before === undefined || after === undefined ? (
        <SkeletonLines lines={3} />
      ) : (
        <PlanChanges before={before} after={after} />
      )}
    </section>
  );
}

function VersionLine({
  line,
  isPublished,
  mayWrite,
  onCompare,
  onRollBack,
}: {
  readonly line: RouteVersionLine;
  readonly isPublished: boolean;
  readonly mayWrite: boolean;
  readonly onCompare: () => void;
  readonly onRollBack: () => void;
}) {
  const { version, note, publishedAt, publishedBy } = line;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
      <div className="min-w-40 flex-1">
        <p className="flex items-center gap-2 text-sm font-medium">
          Version {version}
          {isPublished && <Badge tone="good">published</Badge>}
        </p>
        {note !== null && <p className="text-sm [overflow-wrap:anywhere]">{note}</p>}
        <p className="text-xs text-quiet">
          <Time at={publishedAt} /> by {doerWords(publishedBy)}
        </p>
      </div>
      <div className="flex gap-1">
        <Button size="sm" look="quiet" onClick={onCompare} aria-label={`Compare version ${version} with the editor`}>
          <GitCompare className="size-3.5" aria-hidden="true" />
          Compare
        </Button>
        {mayWrite && !isPublished && (
          <Button size="sm" look="quiet" onClick={onRollBack} aria-label={`Roll back to version ${version}`}>
            <RotateCcw className="size-3.5" aria-hidden="true" />
            Roll back
          </Button>
        )}
      </div>
    </li>
  );
}

/** Every version that was published, what lies between any two, and the way back to one. */
export function VersionsPanel(props: Props) {
  const { route, mayWrite, onRolledBack } = props;
  const query = useInfiniteQuery(useTRPC().routes.versions.infiniteQueryOptions({ id: route.id, limit: 50 }, nextPage));
  const versions = rowsOf(query.data) ?? [];
  const [sides, setSides] = useState<Sides>();
  const [rollsBackTo, setRollsBackTo] = useState<RouteVersionLine>();
  if (query.isError)
    return <LoadFailure what="The versions" error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <SkeletonLines lines={6} />;
  if (versions.length === 0) {
    return <p className="text-sm text-quiet">No version yet: nothing was published, so nobody can call this route.</p>;
  }
  const shown = sides ?? { before: String(route.publishedVersion ?? draft), after: draft };
  return (
    <div className="grid grid-cols-1 gap-4">
      <ol
        aria-label="Versions, newest first"
        className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
      >
        {versions.map((line) => (
          <VersionLine
            key={line.id}
            line={line}
            isPublished={line.version === route.publishedVersion}
            mayWrite={mayWrite}
            onCompare={() => setSides({ before: String(line.version), after: draft })}
            onRollBack={() => setRollsBackTo(line)}
          />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button size="sm" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Earlier versions
        </Button>
      )}
      <Comparison props={props} versions={versions} sides={shown} onSides={setSides} />
      {rollsBackTo !== undefined && (
        <RollBackDialog
          route={route}
          version={rollsBackTo.version}
          onClose={() => setRollsBackTo(undefined)}
          onDone={onRolledBack}
        />
      )}
    </div>
  );
}
