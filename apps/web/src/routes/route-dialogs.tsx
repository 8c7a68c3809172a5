'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { RouteView } from '@weir/services/routes/view';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { wordsAtField } from '../client/refuse-form.ts';
import { useHref } from '../shell/project.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { useToast } from '../ui/toast.tsx';
import { nameRemarks } from './name-remarks.ts';
import { RemarkList } from './remark-list.tsx';
import { usePutRoute } from './use-put-route.ts';

/** What a route's menu has asked for. */
export type RouteTask = 'rename' | 'discard' | 'archive';

type Props = { readonly route: RouteView; readonly onClose: () => void };

function ArchiveDialog({ route, onClose }: Props) {
  const show = useToast();
  const put = usePutRoute();
  const router = useRouter();
  const href = useHref();
  const archive = useMutation(
    useTRPC().routes.archive.mutationOptions({
      async onSuccess(after) {
        await put(after);
        show({ title: `The route ${route.name} was archived` });
        router.push(href('routes'));
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Archive ${route.name}?`}
      action="Archive"
      typedName={route.name}
      pending={archive.isPending}
      error={archive.isError ? refusalOf(archive.error).message : undefined}
      onConfirm={() => archive.mutate({ id: route.id, confirmName: route.name })}
    >
      <p>
        Calls of it fail within a second. Its versions, calls and costs stay readable, and its name is free for another
        route.
      </p>
    </ConfirmDialog>
  );
}

function DiscardDialog({ route, onClose, onDiscarded }: Props & { readonly onDiscarded: (route: RouteView) => void }) {
  const put = usePutRoute();
  const show = useToast();
  const discard = useMutation(
    useTRPC().routes.discardDraft.mutationOptions({
      async onSuccess(after) {
        await put(after);
        onDiscarded(after);
        onClose();
        show({ title: 'The draft is gone', detail: 'Undo brings it back while this page is open.' });
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Discard the draft?"
      action="Discard the draft"
      pending={discard.isPending}
      error={discard.isError ? refusalOf(discard.error).message : undefined}
      onConfirm={() => discard.mutate({ id: route.id })}
    >
      <p>The editor goes back to version {route.publishedVersion}, which is what clients call all along.</p>
    </ConfirmDialog>
  );
}

function RenameDialog({ route, onClose }: Props) {
  const [name, setName] = useState(route.name);
  const put = usePutRoute();
  const show = useToast();
  const api = useTRPC();
  const models = useQuery(api.catalog.models.queryOptions({ projectId: route.projectId })).data?.data ?? [];
  const wanted = name.trim();
  const rename = useMutation(
    api.routes.rename.mutationOptions({
      async onSuccess(after) {
        await put(after);
        onClose();
        show({ title: `The route is called ${after.name} now` });
      },
    }),
  );
  const error = rename.isError ? wordsAtField(refusalOf(rename.error).message, 'name') : undefined;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Rename ${route.name}`}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate({ id: route.id, name: wanted });
        }}
      >
        <Field
          label="Name"
          error={error}
          help="Clients that still call it by the old name fail from then on. Gateway keys that allow the old name allow the new one instead."
        >
          <Input
            className="font-mono"
            value={name}
            onChange={(event) => setName(event.target.value)}
            autoComplete="off"
          />
        </Field>
        <RemarkList remarks={wanted === route.name ? [] : nameRemarks(models, wanted)} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" pending={rename.isPending} disabled={wanted === route.name}>
            Rename
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** The dialog of what the menu has asked for. */
export function RouteDialogs({
  task,
  ...props
}: Props & { readonly task: RouteTask | undefined; readonly onDiscarded: (route: RouteView) => void }) {
  const { route, onClose, onDiscarded } = props;
  switch (task) {
    case undefined:
      return null;
    case 'archive':
      return <ArchiveDialog route={route} onClose={onClose} />;
    case 'discard':
      return <DiscardDialog route={route} onClose={onClose} onDiscarded={onDiscarded} />;
    case 'rename':
      return <RenameDialog route={route} onClose={onClose} />;
  }
}
