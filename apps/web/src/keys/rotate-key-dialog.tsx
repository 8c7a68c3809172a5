'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { RadioList } from '../ui/radio-list.tsx';
import { Time } from '../ui/time.tsx';
import { type GatewayKey, keyState } from './gateway-key.ts';
import { type Revealed, RevealKey } from './reveal-key.tsx';
import { useKeyList } from './use-gateway-keys.ts';

const graces = [
  { value: '0', label: 'Not at all', help: 'The old key is refused within a second. For a key that has leaked.' },
  { value: '3600', label: '1 hour', help: 'For one machine that you change right now.' },
  { value: '86400', label: '24 hours', help: 'For a deployment today.' },
  { value: '604800', label: '7 days', help: 'For keys that several teams carry.' },
] as const;

/** Gives a key a new text, with a time in which the old one still works. */
export function RotateKeyDialog({
  gatewayKey,
  onClose,
}: {
  readonly gatewayKey: GatewayKey;
  readonly onClose: () => void;
}) {
  const list = useKeyList();
  const [grace, setGrace] = useState<(typeof graces)[number]['value']>('86400');
  const [revealed, setRevealed] = useState<Revealed>();
  const rotate = useMutation(
    useTRPC().gatewayKeys.rotate.mutationOptions({
      onSuccess({ key, name, allowedModels, graceUntil }) {
        const old = `The old key ending in ${gatewayKey.lastFour}`;
        const note =
          graceUntil === null ? (
            `${old} is refused from now on.`
          ) : (
            <>
              {old} stays good until <Time at={graceUntil} absolute />.
            </>
          );
        setRevealed({ title: `${name} has a new key`, key, allowedModels, note });
      },
      onSettled: () => list.refresh(),
    }),
  );
  if (revealed !== undefined) return <RevealKey revealed={revealed} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Rotate ${gatewayKey.name}`}
      description="Makes a new key in its place. Name, owner and what it may call stay, and so do its calls and costs."
    >
      <div className="grid gap-4">
        {keyState(gatewayKey, Date.now()) === 'grace' && (
          <Notice kind="warn" title="It was rotated before">
            The key from before that rotation ends at once: only the latest old key has a grace period.
          </Notice>
        )}
        <RadioList label="How long the old key still works" choices={graces} value={grace} onChange={setGrace} />
        {rotate.isError && (
          <p role="alert" className="text-sm text-bad">
            {refusalOf(rotate.error).message}
          </p>
        )}
      </div>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          pending={rotate.isPending}
          onClick={() => rotate.mutate({ id: gatewayKey.id, graceSeconds: Number(grace) })}
        >
          Rotate
        </Button>
      </DialogActions>
    </Dialog>
  );
}
