'use client';
import { useMutation } from '@tanstack/react-query';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Time } from '../ui/time.tsx';
import { useToast } from '../ui/toast.tsx';
import { nameOf, type OwnPrice } from './model.ts';
import { useRefreshPrices } from './use-models.ts';

/** Asks before an own price line is deleted. */
export function DeletePriceDialog({ price, onClose }: { readonly price: OwnPrice; readonly onClose: () => void }) {
  const refresh = useRefreshPrices();
  const show = useToast();
  const name = nameOf({ provider: price.provider, id: price.model });
  const remove = useMutation(
    useTRPC().prices.delete.mutationOptions({
      onSuccess() {
        onClose();
        show({ title: `The price of ${name} was deleted` });
      },
      onSettled: refresh,
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Delete the price line?"
      action="Delete the line"
      pending={remove.isPending}
      error={remove.isError ? refusalOf(remove.error).message : undefined}
      onConfirm={() => remove.mutate({ id: price.id })}
    >
      <p>
        The line of <code className="text-text">{name}</code> from <Time at={price.effectiveFrom} absolute /> goes.
        Calls from now on are priced by the line before it, or by the list. Past costs never change.
      </p>
    </ConfirmDialog>
  );
}
