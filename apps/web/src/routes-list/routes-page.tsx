'use client';
import { Plus, Sparkles } from 'lucide-react';
import { useMemo } from 'react';
import { LoadFailure } from '../client/load-failure.tsx';
import { useUrlText } from '../client/url-text.ts';
import { SearchField } from '../members/search-field.tsx';
import { useHref, useProject } from '../shell/project.ts';
import { useMay, useOrganization } from '../shell/viewer.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { routeColumns } from './route-columns.tsx';
import type { RouteRow } from './route-row.ts';
import { RoutesEmpty } from './routes-empty.tsx';
import { strategyWords } from './strategy-words.ts';
import { useRoutes } from './use-routes.ts';

function isFound({ route }: RouteRow, text: string): boolean {
  const words = route.plan === null ? '' : strategyWords(route.plan.strategy);
  return `${route.name} ${words}`.toLowerCase().includes(text.trim().toLowerCase());
}

function RoutesTable({ rows }: { readonly rows: readonly RouteRow[] | undefined }) {
  const href = useHref();
  const { projects } = useOrganization();
  const isOfMany = useProject() === undefined && projects.length > 1;
  const columns = useMemo(() => routeColumns(isOfMany ? projects : undefined), [isOfMany, projects]);
  const [text, setText] = useUrlText('q');
  if (rows?.length === 0) return <RoutesEmpty />;
  return (
    <DataTable
      label="Routes"
      columns={columns}
      rows={rows?.filter((row) => isFound(row, text))}
      rowKey={({ route }) => route.id}
      rowHref={({ route }) => href(`routes/${route.id}`)}
      initialSort={{ id: 'name', desc: false }}
      bar={<SearchField label="Search routes" value={text} onChange={setText} />}
      empty={
        <EmptyState title="No route fits" actions={<Button onClick={() => setText('')}>Show all routes</Button>}>
          <p>Search for another name or model.</p>
        </EmptyState>
      }
    />
  );
}

/** The routes of a project: what each does, how its targets are, what its last day came to. */
export function RoutesPage() {
  const href = useHref();
  const mayWrite = useMay('route.write');
  const { rows, error, retry } = useRoutes();
  return (
    <Page
      title="Routes"
      description="Names that your code calls as model, each with a plan: which targets there are, how one is chosen, and what happens when it fails."
      actions={
        <>
          <ButtonLink size="sm" href={href('routes/quality')}>
            <Sparkles className="size-3.5" aria-hidden="true" />
            Quality
          </ButtonLink>
          {mayWrite && (
            <ButtonLink look="primary" size="sm" href={href('routes/new')}>
              <Plus className="size-3.5" aria-hidden="true" />
              New route
            </ButtonLink>
          )}
        </>
      }
    >
      {error !== undefined && rows === undefined ? (
        <LoadFailure what="The routes" error={error} onRetry={retry} />
      ) : (
        <Card flush>
          <RoutesTable rows={rows} />
        </Card>
      )}
    </Page>
  );
}
