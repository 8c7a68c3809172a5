'use client';
import { useQuery } from '@tanstack/react-query';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { LoadFailure } from '../client/load-failure.tsx';
import { useHref } from '../shell/project.ts';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { RouteEditorView } from './route-editor-view.tsx';

/** The page of a route: its plan, and everything that is done with it. */
export function RouteEditorPage({ routeId }: { readonly routeId: string }) {
  const query = useQuery(useTRPC().routes.get.queryOptions({ id: routeId }));
  const href = useHref();
  if (query.data !== undefined) return <RouteEditorView key={query.data.id} route={query.data} />;
  if (!query.isError) {
    return (
      <Page title="Route">
        <SkeletonLines lines={12} />
      </Page>
    );
  }
  const { code } = refusalOf(query.error);
  if (code !== 'NOT_FOUND' && code !== 'BAD_REQUEST') {
    return (
      <Page title="Route">
        <LoadFailure what="The route" error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  }
  return (
    <Page title="No such route">
      <EmptyState
        title="There is no such route here"
        actions={<ButtonLink href={href('routes')}>All routes</ButtonLink>}
      >
        It may belong to another organization, or the address is not whole.
      </EmptyState>
    </Page>
  );
}
