'use client';
import { useMutation } from '@tanstack/react-query';
import type { ProjectView } from '@weir/services/projects/view';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useToast } from '../ui/toast.tsx';
import { useRefreshProjects } from './use-refresh-projects.ts';

/** Asks before a project is archived, by its name. */
export function ArchiveDialog({ project, onClose }: { readonly project: ProjectView; readonly onClose: () => void }) {
  const api = useTRPC();
  const show = useToast();
  const refresh = useRefreshProjects();
  const archive = useMutation(
    api.projects.archive.mutationOptions({
      onSuccess() {
        onClose();
        show({ title: `The project ${project.name} was archived` });
      },
      onSettled: refresh,
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Archive ${project.name}?`}
      action="Archive"
      typedName={project.name}
      pending={archive.isPending}
      error={archive.isError ? refusalOf(archive.error).message : undefined}
      onConfirm={() => archive.mutate({ projectId: project.id })}
    >
      <p>
        All its gateway keys stop working within a second, and it cannot be brought back. Its calls, usage and costs
        stay readable.
      </p>
    </ConfirmDialog>
  );
}
