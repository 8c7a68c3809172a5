'use client';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';
import { useTimeZone } from '../shell/viewer.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { useToast } from '../ui/toast.tsx';
import { PriceForm } from './price-form.tsx';
import { requestOf } from './price-values.ts';
import { useModels, useRefreshPrices } from './use-models.ts';

/** Sets a price of the organization's own for a model. */
export function NewPriceDialog({
  provider,
  model,
  onClose,
}: {
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly onClose: () => void;
}) {
  const timeZone = useTimeZone();
  const models = useModels();
  const refresh = useRefreshPrices();
  const show = useToast();
  const create = useMutation(useTRPC().prices.create.mutationOptions({ onSettled: refresh }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Own price"
      shape="side"
      description="What a model costs you, in place of the list price. Past costs never change."
    >
      {models.data === undefined ? (
        <SkeletonLines lines={6} />
      ) : (
        <PriceForm
          models={models.data.data}
          initial={{ provider, model }}
          onCancel={onClose}
          onSave={async (values) => {
            const saved = await create.mutateAsync(requestOf(values, timeZone));
            show({ title: `${saved.provider}/${saved.model} has a price of its own` });
            onClose();
          }}
        />
      )}
    </Dialog>
  );
}
