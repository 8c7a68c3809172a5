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
import { useRefreshProjects } from './use-refresh-projects.ts';

/** Creates a project, or renames it where it is made already. */
function useSave(project: ProjectView | undefined) {
  const api = useTRPC();
  const create = useMutation(api.projects.create.mutationOptions());
  const rename = useMutation(api.projects.rename.mutationOptions());
  return useMutation({
    mutationFn: (name: string) =>
      project === undefined ? create.mutateAsync({ name }) : rename.mutateAsync({ projectId: project.id, name }),
    onSettled: useRefreshProjects(),
  });
}

/** Makes a project, or gives it another name. */
export function ProjectDialog({
  project,
  onClose,
}: {
  readonly project: ProjectView | undefined;
  readonly onClose: () => void;
}) {
  const show = useToast();
  const [refusal, setRefusal] = useState<string>();
  const form = useForm({ defaultValues: { name: project?.name ?? '' }, mode: 'onTouched' });
  const save = useSave(project);
  const submit = form.handleSubmit(({ name }) => {
    save.mutate(name.trim(), {
      onSuccess(saved) {
        onClose();
        show({ title: project === undefined ? `The project ${saved.name} was created` : 'The project was renamed' });
      },
      onError: (error) => setRefusal(refuseForm(error, ['name'], form.setError)),
    });
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={project === undefined ? 'New project' : `Rename ${project.name}`}
      description={
        project === undefined
          ? 'Traffic lives in a project: its gateway keys, its usage, its costs.'
          : 'The slug, which stands in addresses, stays as it is.'
      }
    >
      <form onSubmit={(event) => void submit(event)} className="grid gap-4" noValidate>
        {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
        <Field label="Name" error={form.formState.errors.name?.message}>
          <Input autoFocus autoComplete="off" placeholder="Support bot" {...form.register('name', nameRules)} />
        </Field>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" pending={save.isPending}>
            {project === undefined ? 'Create project' : 'Rename'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
