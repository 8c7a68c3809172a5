'use client';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTRPC } from '../client/api.tsx';
import { LoadFailure } from '../client/load-failure.tsx';
import { useHref, useOneProject } from '../shell/project.ts';
import { useOrganization } from '../shell/viewer.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';
import { QualityView } from './quality-view.tsx';

function ofProject(name: string | undefined): string {
  return name === undefined ? '' : ` of ${name}`;
}

/** What smart routes, and floors of quality, go by: each model's expected quality for each task. */
export function QualityPage() {
  const href = useHref();
  const { projects } = useOrganization();
  const project = useOneProject();
  const { data, error, refetch } = useQuery({
    ...useTRPC().routes.quality.queryOptions({ projectId: project?.id ?? '' }),
    enabled: project !== undefined,
  });
  return (
    <Page
      title={`Quality${projects.length > 1 ? ofProject(project?.name) : ''}`}
      description={
        <>
          <Link href={href('routes')} className="inline-flex items-center gap-1 hover:text-text">
            <ArrowLeft aria-hidden="true" className="size-3.5" />
            Routes
          </Link>
          <span className="block">
            What smart routes and floors of quality go by. Figures order models; they do not say how often your users
            will be content.
          </span>
        </>
      }
    >
      {project === undefined ? (
        <Card>
          <EmptyState title="No project yet">Quality is told for the models of a project’s routes.</EmptyState>
        </Card>
      ) : error !== null && data === undefined ? (
        <LoadFailure what="What is known of the models" error={error} onRetry={() => void refetch()} />
      ) : (
        <QualityView quality={data} project={project} />
      )}
    </Page>
  );
}
