'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';

type Values = { name: string };

const nameRules = {
  maxLength: { value: 100, message: 'At most 100 characters.' },
  validate: (name: string) => name.trim() !== '' || 'Enter a name.',
};

/** Makes one more organization, of which one is the owner, and goes there. */
export function NewOrganizationDialog({ onClose }: { readonly onClose: () => void }) {
  const [refusal, setRefusal] = useState<string>();
  const [leaving, setLeaving] = useState(false);
  const { register, handleSubmit, formState, setError } = useForm<Values>({
    mode: 'onTouched',
    defaultValues: { name: '' },
  });
  const create = useMutation(useTRPC().account.createOrganization.mutationOptions());
  const submit = handleSubmit(async ({ name }) => {
    setRefusal(undefined);
    try {
      const { slug } = await create.mutateAsync({ name });
      setLeaving(true);
      window.location.assign(`/o/${slug}/get-started`);
    } catch (error) {
      setRefusal(refuseForm(error, ['name'], setError));
    }
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New organization"
      description="With members, keys and costs of its own. You will be its owner."
    >
      <form className="grid gap-4" onSubmit={(event) => void submit(event)} noValidate>
        {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
        <Field
          label="Name"
          error={formState.errors.name?.message}
          help="Your team or company. It can be renamed later."
        >
          <Input autoComplete="organization" {...register('name', nameRules)} />
        </Field>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" pending={formState.isSubmitting || leaving}>
            Create
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
