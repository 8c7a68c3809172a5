'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ProjectView } from '@weir/services/projects/view';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { useEveryPage } from '../client/every-page.ts';
import { LoadFailure } from '../client/load-failure.tsx';
import { setUrlFields, useUrlField } from '../client/url-field.ts';
import { useMay, useOrganization } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { ArchiveDialog } from './archive-dialog.tsx';
import { projectColumns } from './project-columns.tsx';
import { ProjectDialog } from './project-dialog.tsx';
import { projectsOf } from './queries.ts';

type Asking = { readonly kind: 'edit' | 'archive'; readonly project: ProjectView };

function byState(one: ProjectView, other: ProjectView): number {
  return Number(one.archivedAt !== null) - Number(other.archivedAt !== null);
}

/** The organization's projects, archived ones last. */
export function ProjectSettings() {
  const api = useTRPC();
  const { slug: organization } = useOrganization();
  const mayCreate = useMay('project.create');
  const mayUpdate = useMay('project.update');
  const mayArchive = useMay('project.archive');
  const [isNew, setNew] = useUrlField('new');
  const [asking, setAsking] = useState<Asking>();
  const query = useInfiniteQuery(projectsOf(api));
  const projects = useEveryPage(query);
  const columns = useMemo(
    () =>
      projectColumns({
        mayUpdate,
        mayArchive,
        hrefOf: ({ slug }) => `/o/${organization}/overview?${new URLSearchParams({ project: slug })}`,
        onEdit: (project) => setAsking({ kind: 'edit', project }),
        onArchive: (project) => setAsking({ kind: 'archive', project }),
      }),
    [mayUpdate, mayArchive, organization],
  );
  const create = (
    <Button look="primary" size="sm" onClick={() => setNew('1')}>
      <Plus className="size-4" aria-hidden="true" />
      New project
    </Button>
  );
  const close = () => setAsking(undefined);
  if (query.isError && projects === undefined)
    return <LoadFailure what="The projects" error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <Card flush title="Projects" description="Traffic lives in projects." actions={mayCreate && create}>
        <DataTable
          label="Projects"
          columns={columns}
          rows={projects?.toSorted(byState)}
          rowKey={({ id }) => id}
          skeletonRows={3}
          empty={
            <EmptyState title="No projects yet" actions={mayCreate && create}>
              <p>Gateway keys, usage and costs belong to a project.</p>
            </EmptyState>
          }
        />
      </Card>
      {mayCreate && isNew !== undefined && (
        <ProjectDialog project={undefined} onClose={() => setUrlFields({ new: undefined })} />
      )}
      {asking?.kind === 'edit' && <ProjectDialog project={asking.project} onClose={close} />}
      {asking?.kind === 'archive' && <ArchiveDialog project={asking.project} onClose={close} />}
    </>
  );
}
