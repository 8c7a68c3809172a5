'use client';
import { useState } from 'react';
import { refusalOf } from '../client/api.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Progress } from '../ui/progress.tsx';
import { useToast } from '../ui/toast.tsx';
import type { GatewayKey } from './gateway-key.ts';
import { useRevokeKey } from './use-gateway-keys.ts';

const namedMax = 8;

function Names({ gatewayKeys }: { readonly gatewayKeys: readonly GatewayKey[] }) {
  const more = gatewayKeys.length - namedMax;
  return (
    <ul className="rounded-md border border-line bg-sunken px-3 py-2 text-sm text-text">
      {gatewayKeys.slice(0, namedMax).map(({ id, name, lastFour }) => (
        <li key={id} className="flex justify-between gap-3">
          <span className="truncate">{name}</span>
          <code className="text-quiet">…{lastFour}</code>
        </li>
      ))}
      {more > 0 && <li className="text-quiet">and {more} more</li>}
    </ul>
  );
}

/** Asks before keys are revoked: one by its name, several by how many they are. */
export function RevokeKeysDialog({
  gatewayKeys,
  onClose,
}: {
  readonly gatewayKeys: readonly GatewayKey[];
  readonly onClose: () => void;
}) {
  const revoke = useRevokeKey();
  const show = useToast();
  const [done, setDone] = useState(0);
  const [failures, setFailures] = useState<string>();
  const [isPending, setPending] = useState(false);
  const [first] = gatewayKeys;
  const isOne = gatewayKeys.length === 1;
  const run = async () => {
    setPending(true);
    const failed: string[] = [];
    for (const [index, { id, name }] of gatewayKeys.entries()) {
      await revoke.mutateAsync({ id }).catch((error: unknown) => failed.push(`${name}: ${refusalOf(error).message}`));
      setDone(index + 1);
    }
    setPending(false);
    if (failed.length > 0) return setFailures(failed.join(' '));
    onClose();
    show({ title: isOne ? `${first?.name} was revoked` : `${gatewayKeys.length} keys were revoked` });
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && !isPending && onClose()}
      title={isOne ? `Revoke ${first?.name}?` : `Revoke ${gatewayKeys.length} keys?`}
      action={isOne ? 'Revoke the key' : 'Revoke the keys'}
      typedName={isOne ? (first?.name ?? '') : `revoke ${gatewayKeys.length}`}
      pending={isPending}
      error={failures}
      onConfirm={() => void run()}
    >
      <p>
        {isOne ? 'It is' : 'They are'} refused everywhere within a second, for good, and so is a text from before a
        rotation. Calls and costs stay in all reports.
      </p>
      {!isOne && <Names gatewayKeys={gatewayKeys} />}
      {isPending && !isOne && <Progress share={done / gatewayKeys.length} label="Revoking" />}
    </ConfirmDialog>
  );
}
