'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TenantView } from '@weir/services/operator/tenant-view';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { formatCount } from '../format/number.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toast.tsx';
import { type QuotaTexts, quotaFields, quotaOf, textsOf } from './quota-fields.ts';

const names = quotaFields.map(({ name }) => name);
const rules = {
  validate: (text: string) => quotaOf(text) !== undefined || 'A whole number up to 1,000,000, or nothing for no limit.',
};

/** Sets what an organization may have. */
export function QuotaDialog({ tenant, onClose }: { readonly tenant: TenantView; readonly onClose: () => void }) {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const show = useToast();
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<QuotaTexts>({ defaultValues: textsOf(tenant.quotas), mode: 'onTouched' });
  const save = useMutation(
    api.operator.setQuotas.mutationOptions({
      onSuccess({ name }) {
        onClose();
        show({ title: `The quotas of ${name} were set` });
      },
      onError: (error) => setRefusal(refuseForm(error, names, form.setError)),
      onSettled: () => queryClient.invalidateQueries(api.operator.tenants.pathFilter()),
    }),
  );
  const submit = form.handleSubmit((texts) => {
    const quotas = Object.fromEntries(names.map((name) => [name, quotaOf(texts[name])]));
    save.mutate({ organizationId: tenant.id, ...quotas });
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Quotas of ${tenant.name}`}
      description="An empty field is no limit. What is there already stays, even beyond its quota."
    >
      <form onSubmit={(event) => void submit(event)} className="grid gap-4" noValidate>
        {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
        {quotaFields.map(({ name, label, help, usedOf }) => (
          <Field
            key={name}
            label={label}
            help={[`${formatCount(usedOf(tenant))} now.`, help].filter((part) => part !== undefined).join(' ')}
            error={form.formState.errors[name]?.message}
          >
            <Input
              inputMode="numeric"
              autoComplete="off"
              placeholder="No limit"
              className="tabular"
              {...form.register(name, rules)}
            />
          </Field>
        ))}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" pending={save.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
