'use client';
import { useHref, useOneProject } from '../shell/project.ts';
import { useMay, useViewer, type ViewerProject } from '../shell/viewer.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { KeyCard } from './key-card.tsx';
import { ListeningPanel } from './listening-panel.tsx';
import { SnippetTabs } from './snippet-tabs.tsx';
import { useFirstKey } from './use-first-key.ts';

function NoProject() {
  const href = useHref();
  const mayCreate = useMay('project.create');
  return (
    <EmptyState
      title="This organization has no project"
      actions={
        mayCreate && (
          <ButtonLink look="primary" href={href('settings/projects', { new: '1' })}>
            Create a project
          </ButtonLink>
        )
      }
    >
      <p>
        Gateway keys and calls belong to a project.
        {!mayCreate && ' Ask a developer, an admin or an owner of this organization to create one.'}
      </p>
    </EmptyState>
  );
}

function OfProject({ project, isNew }: { readonly project: ViewerProject; readonly isNew: boolean }) {
  const { gatewayUrl } = useViewer();
  const { firstKey, make } = useFirstKey(project.id, isNew);
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,340px)]">
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <KeyCard project={project} firstKey={firstKey} onMake={make} />
        <SnippetTabs gatewayUrl={gatewayUrl} gatewayKey={firstKey.state === 'made' ? firstKey.key : undefined} />
      </div>
      <div className="lg:sticky lg:top-17">
        <ListeningPanel project={project} />
      </div>
    </div>
  );
}

/** From nothing to the first call's receipt: a key, a snippet for each client, and a panel that waits for the call. */
export function GetStarted({ isNew }: { readonly isNew: boolean }) {
  const project = useOneProject();
  if (project === undefined) return <NoProject />;
  return <OfProject key={project.id} project={project} isNew={isNew} />;
}
