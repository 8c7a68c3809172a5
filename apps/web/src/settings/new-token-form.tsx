'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Role } from '@weir/services/actor';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { roleChoices } from '../members/role-words.ts';
import { useOrganization } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { RadioList } from '../ui/radio-list.tsx';
import { SelectBox } from '../ui/select-box.tsx';
import { nameRules } from './name-rules.ts';
import { tokenExpiresAt, tokenExpiryOf } from './token-expiry.ts';

const expiryChoices = [
  { value: '7', label: 'In 7 days' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'never', label: 'Never' },
];

export type NewToken = { readonly token: string; readonly name: string };

/** Asks what a new management token is for and how far it reaches, and makes it. */
export function NewTokenForm({
  onCreated,
  onCancel,
}: {
  readonly onCreated: (created: NewToken) => void;
  readonly onCancel: () => void;
}) {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const { role: own } = useOrganization();
  const [role, setRole] = useState<Role>('developer');
  const [refusal, setRefusal] = useState<string>();
  const form = useForm({ defaultValues: { name: '', expiry: '90' }, mode: 'onTouched' });
  const create = useMutation(
    api.managementTokens.create.mutationOptions({
      onSuccess: onCreated,
      onError: (error) => setRefusal(refuseForm(error, ['name'], form.setError)),
      onSettled: () => queryClient.invalidateQueries(api.managementTokens.pathFilter()),
    }),
  );
  const submit = form.handleSubmit(({ name, expiry }) => {
    const expiresAt = tokenExpiresAt(tokenExpiryOf(expiry), Date.now());
    create.mutate({ name: name.trim(), role, ...(expiresAt === undefined ? {} : { expiresAt }) });
  });
  return (
    <form onSubmit={(event) => void submit(event)} className="grid grid-cols-1 gap-4" noValidate>
      {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
      <Field
        label="Name"
        help="What it is for, so that it can be told from others."
        error={form.formState.errors.name?.message}
      >
        <Input autoFocus autoComplete="off" placeholder="Terraform" {...form.register('name', nameRules)} />
      </Field>
      <RadioList label="Role" choices={roleChoices(own === 'owner')} value={role} onChange={setRole} />
      <Field label="Expires">
        <SelectBox choices={expiryChoices} {...form.register('expiry')} />
      </Field>
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" pending={create.isPending}>
          Create token
        </Button>
      </DialogActions>
    </form>
  );
}
