'use client';
import { useEffect, useRef } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import type { ProviderKey } from './provider-key.ts';
import { useProviderTask } from './provider-task.tsx';
import { TrialPanel } from './trial-panel.tsx';
import { useTrial } from './use-trial.ts';

/** Tries a key again, before the eyes of whoever asked. */
export function TryDialog({
  providerKey,
  onClose,
}: {
  readonly providerKey: ProviderKey;
  readonly onClose: () => void;
}) {
  const { run, start } = useTrial();
  const { start: startTask } = useProviderTask();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void start(providerKey).catch(() => undefined);
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Trial of ${providerKey.name}`}
      shape="side"
      description="As any call would use it: models listed, one token called."
    >
      <TrialPanel
        run={run ?? { key: providerKey, isUnderWay: true }}
        onRetry={() => start(providerKey)}
        onCorrect={() => startTask({ kind: 'rotate', providerKey })}
        onDone={onClose}
      />
    </Dialog>
  );
}
