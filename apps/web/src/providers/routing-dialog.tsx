'use client';
import { useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { refuseForm } from '../client/refuse-form.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import type { ProviderKey } from './provider-key.ts';
import { RoutingFields } from './routing-fields.tsx';
import { type RoutingValues, routingFieldNames, routingValues, toRouting } from './routing-values.ts';
import { useUpdateProviderKey } from './use-provider-keys.ts';

/** Changes what routes go by when they choose among keys. */
export function RoutingDialog({
  providerKey,
  onClose,
}: {
  readonly providerKey: ProviderKey;
  readonly onClose: () => void;
}) {
  const update = useUpdateProviderKey();
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<RoutingValues>({ mode: 'onTouched', defaultValues: routingValues(providerKey) });
  const { handleSubmit, setError } = form;
  const submit = handleSubmit(async (values) => {
    setRefusal(undefined);
    try {
      await update.mutateAsync({ id: providerKey.id, ...toRouting(values) });
      onClose();
    } catch (error) {
      setRefusal(refuseForm(error, routingFieldNames, setError));
    }
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${providerKey.name} in routes`}
      description="What routes go by when they choose. It holds in every gateway within a second."
    >
      <FormProvider {...form}>
        <form className="grid gap-5" onSubmit={(event) => void submit(event)} noValidate autoComplete="off">
          {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
          <RoutingFields />
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" pending={update.isPending}>
              Save
            </Button>
          </DialogActions>
        </form>
      </FormProvider>
    </Dialog>
  );
}
