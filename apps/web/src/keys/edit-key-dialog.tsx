'use client';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';
import { useTimeZone } from '../shell/viewer.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useToast } from '../ui/toast.tsx';
import type { GatewayKey } from './gateway-key.ts';
import { KeyForm } from './key-form.tsx';
import { changeOf, valuesOf } from './key-form-values.ts';
import { useKeyList } from './use-gateway-keys.ts';

/** Changes what a key is called, may call and until when. */
export function EditKeyDialog({
  gatewayKey,
  onClose,
}: {
  readonly gatewayKey: GatewayKey;
  readonly onClose: () => void;
}) {
  const timeZone = useTimeZone();
  const list = useKeyList();
  const show = useToast();
  const update = useMutation(useTRPC().gatewayKeys.update.mutationOptions({ onSettled: () => list.refresh() }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Edit ${gatewayKey.name}`}
      shape="side"
      description="Changes hold for calls within a second. The key itself stays the same."
    >
      <KeyForm
        initial={valuesOf(gatewayKey)}
        present={gatewayKey.expiresAt}
        action="Save"
        onCancel={onClose}
        onSave={async (values) => {
          const saved = await update.mutateAsync(changeOf(gatewayKey.id, values, { nowMs: Date.now(), timeZone }));
          await list.change(saved.id, saved);
          show({ title: `${saved.name} was changed` });
          onClose();
        }}
      />
    </Dialog>
  );
}
