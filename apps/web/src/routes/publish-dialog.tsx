'use client';
import { useMutation } from '@tanstack/react-query';
import type { RoutePlan } from '@weir/routing/route-plan';
import type { RouteView } from '@weir/services/routes/view';
import { useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toast.tsx';
import { PlanChanges } from './plan-changes.tsx';
import type { DraftSave } from './use-draft-save.ts';
import { usePutRoute } from './use-put-route.ts';

type Props = {
  readonly route: RouteView;
  readonly plan: RoutePlan;
  readonly save: DraftSave;
  readonly warnings: number;
  readonly onClose: () => void;
};

function Changes({ route, plan }: Pick<Props, 'route' | 'plan'>) {
  if (route.plan === null) {
    return <p className="text-sm text-quiet">This is the first version. From then on clients can call the route.</p>;
  }
  return (
    <section className="grid gap-2">
      <h3 className="text-sm font-medium">What changes since version {route.publishedVersion}</h3>
      <PlanChanges before={route.plan} after={plan} />
    </section>
  );
}

/** Shows what changes, and publishes the draft with a note. */
export function PublishDialog({ route, plan, save, warnings, onClose }: Props) {
  const [note, setNote] = useState('');
  const [unsaved, setUnsaved] = useState(false);
  const show = useToast();
  const put = usePutRoute();
  const publish = useMutation(
    useTRPC().routes.publish.mutationOptions({
      async onSuccess(after) {
        await put(after);
        save.settle(after, plan);
        onClose();
        show({
          title: `Version ${after.publishedVersion} of ${after.name} is published`,
          detail: 'It is called within a second.',
        });
      },
    }),
  );
  const submit = async () => {
    const isSaved = await save.saveNow();
    setUnsaved(!isSaved);
    if (!isSaved) return;
    const trimmed = note.trim();
    publish.mutate({
      id: route.id,
      expectedVersion: route.publishedVersion ?? 0,
      expectedDraftAt: save.draftAt(),
      ...(trimmed === '' ? {} : { note: trimmed }),
    });
  };
  const next = (route.publishedVersion ?? 0) + 1;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Publish version ${next} of ${route.name}`}
      shape="wide"
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Changes route={route} plan={plan} />
        {warnings > 0 && (
          <Notice kind="warn">
            {warnings === 1 ? 'One thing is' : `${warnings} things are`} worth a look; none of them keeps it from being
            published.
          </Notice>
        )}
        <Field label="Note" optional help="Why; it stands in the list of versions.">
          <Input
            data-focus-first=""
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            autoComplete="off"
          />
        </Field>
        {publish.isError && <Notice kind="bad">{refusalOf(publish.error).message}</Notice>}
        {unsaved && <Notice kind="bad">The draft could not be saved, so there is nothing to publish yet.</Notice>}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" pending={publish.isPending}>
            Publish version {next}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
