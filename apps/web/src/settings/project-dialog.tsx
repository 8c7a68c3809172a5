'use client';
import { useMutation } from '@tanstack/react-query';
import type { ProjectView } from '@weir/services/projects/view';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toast.tsx';
import { nameRules } from './name-rules.ts';
import { checkRetention } from './retention-rules.ts';
import { useRefreshProjects } from './use-refresh-projects.ts';

type Values = { readonly name: string; readonly retention: string };

/** Creates a project, or changes it where it is made already. */
function useSave(project: ProjectView | undefined) {
  const api = useTRPC();
  const create = useMutation(api.projects.create.mutationOptions());
  const update = useMutation(api.projects.update.mutationOptions());
  return useMutation({
    mutationFn: ({ name, retention }: Values) =>
      project === undefined
        ? create.mutateAsync({ name: name.trim() })
        : update.mutateAsync({ projectId: project.id, name: name.trim(), responseRetentionDays: Number(retention) }),
    onSettled: useRefreshProjects(),
  });
}

/** Makes a project, or changes its name and how long it keeps answers. */
export function ProjectDialog({
  project,
  onClose,
}: {
  readonly project: ProjectView | undefined;
  readonly onClose: () => void;
}) {
  const show = useToast();
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<Values>({
    defaultValues: { name: project?.name ?? '', retention: String(project?.responseRetentionDays ?? '') },
    mode: 'onTouched',
  });
  const save = useSave(project);
  const submit = form.handleSubmit((values) => {
    save.mutate(values, {
      onSuccess(saved) {
        onClose();
        show({ title: project === undefined ? `The project ${saved.name} was created` : 'The project was changed' });
      },
      onError: (error) => setRefusal(refuseForm(error, ['name'], form.setError)),
    });
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={project === undefined ? 'New project' : `Edit ${project.name}`}
      description={
        project === undefined
          ? 'Traffic lives in a project: its gateway keys, its usage, its costs.'
          : 'The slug, which stands in addresses, stays as it is when the name changes.'
      }
    >
      <form onSubmit={(event) => void submit(event)} className="grid gap-4" noValidate>
        {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
        <Field label="Name" error={form.formState.errors.name?.message}>
          <Input autoFocus autoComplete="off" placeholder="Support bot" {...form.register('name', nameRules)} />
        </Field>
        {project !== undefined && (
          <Field
            label="Keep answers for, in days"
            help="So that the Responses API can go on by previous_response_id where the model’s provider keeps no answers. Kept sealed; 0 keeps none."
            error={form.formState.errors.retention?.message}
          >
            <Input
              inputMode="numeric"
              autoComplete="off"
              {...form.register('retention', { validate: checkRetention })}
            />
          </Field>
        )}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" pending={save.isPending}>
            {project === undefined ? 'Create project' : 'Save'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
