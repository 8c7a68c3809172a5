'use client';
import { useOneProject } from '../shell/project.ts';
import { useMay, useOrganization } from '../shell/viewer.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Playground } from './playground.tsx';

/** Talks to models through the gateway, for those who may, in one project at a time. */
export function PlaygroundPage() {
  const may = useMay('playground.use');
  const project = useOneProject();
  const { slug, role } = useOrganization();
  if (!may) {
    return (
      <Page title="Playground">
        <Notice title={`The role ${role} may not use the playground`}>
          Its calls cost money. Owners, admins and developers may; an owner or admin can give you another role.
        </Notice>
      </Page>
    );
  }
  if (project === undefined) {
    return (
      <Page title="Playground">
        <EmptyState
          title="No project yet"
          actions={
            <ButtonLink look="primary" href={`/o/${slug}/settings/projects?new=1`}>
              Create a project
            </ButtonLink>
          }
        >
          A call belongs to a project. Create one, and this page talks to its models.
        </EmptyState>
      </Page>
    );
  }
  return <Playground key={project.id} project={project} />;
}
