'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { RouteView } from '@weir/services/routes/view';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { useToast } from '../ui/toast.tsx';
import { PlanChanges } from './plan-changes.tsx';
import { usePutRoute } from './use-put-route.ts';

/** Shows what rolling back changes, and publishes the plan of an earlier version again. */
export function RollBackDialog({
  route,
  version,
  onClose,
  onDone,
}: {
  readonly route: RouteView;
  readonly version: number;
  readonly onClose: () => void;
  readonly onDone: (route: RouteView) => void;
}) {
  const api = useTRPC();
  const show = useToast();
  const put = usePutRoute();
  const earlier = useQuery(api.routes.version.queryOptions({ id: route.id, version }));
  const rollBack = useMutation(
    api.routes.rollBack.mutationOptions({
      async onSuccess(after) {
        await put(after);
        onDone(after);
        onClose();
        show({
          title: `${after.name} has the plan of version ${version} again`,
          detail: `As version ${after.publishedVersion}.`,
        });
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Roll back to version ${version}?`}
      action={`Publish version ${version} again`}
      pending={rollBack.isPending}
      error={rollBack.isError ? refusalOf(rollBack.error).message : undefined}
      onConfirm={() =>
        rollBack.mutate({
          id: route.id,
          version,
          ...(route.publishedVersion === null ? {} : { expectedVersion: route.publishedVersion }),
        })
      }
    >
      <p>
        Its plan is published as version {(route.publishedVersion ?? 0) + 1} and called within a second. No version is
        lost{route.hasDraft ? ', and your draft stays as it is' : ''}.
      </p>
      {route.plan !== null && earlier.data !== undefined ? (
        <PlanChanges before={route.plan} after={earlier.data.plan} />
      ) : (
        <SkeletonLines lines={3} />
      )}
    </ConfirmDialog>
  );
}
