'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { refusalOf, useTRPC } from '../client/api.tsx';
import type { ViewerProject } from '../shell/viewer.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useToast } from '../ui/toast.tsx';

/** Asks before all that a project's ratings have taught is forgotten. */
export function ResetQualityDialog({
  project,
  onClose,
}: {
  readonly project: ViewerProject;
  readonly onClose: () => void;
}) {
  const api = useTRPC();
  const queries = useQueryClient();
  const show = useToast();
  const reset = useMutation(
    api.routes.resetQuality.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries(api.routes.quality.queryFilter({ projectId: project.id }));
        onClose();
        show({ title: 'What was learnt is forgotten' });
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Forget what was learnt?"
      action="Forget it"
      typedName={project.slug}
      pending={reset.isPending}
      error={reset.isError ? refusalOf(reset.error).message : undefined}
      onConfirm={() => reset.mutate({ projectId: project.id })}
    >
      <p>
        Within ten seconds or so the smart routes of {project.name} go by public results again, until enough new ratings
        have come. Ratings and verdicts so far count no more, for guarantees neither. Calls and receipts stay.
      </p>
      <p>Do this when the traffic has changed, or when ratings were wrong. It cannot be undone.</p>
    </ConfirmDialog>
  );
}
