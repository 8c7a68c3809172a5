'use client';
import { type ReactNode, useState } from 'react';
import { refusalOf } from '../client/api.tsx';
import { Button } from '../ui/button.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { TrialOutcome } from './trial-outcome.tsx';
import { TrialProgress } from './trial-progress.tsx';
import type { TrialRun } from './use-trial.ts';

/** A trial while it runs and what came of it, with the ways on from there. */
export function TrialPanel({
  run,
  onRetry,
  onCorrect,
  onDone,
  children,
}: {
  readonly run: TrialRun;
  readonly onRetry: () => Promise<void>;
  /** Enters the secret or the address again. */
  readonly onCorrect: () => void;
  readonly onDone: () => void;
  /** Further ways on once it is done. */
  readonly children?: ReactNode;
}) {
  const [refusal, setRefusal] = useState<string>();
  const { key, isUnderWay } = run;
  const isOk = key.trial?.state === 'ok';
  const retry = () => onRetry().catch((error: unknown) => setRefusal(refusalOf(error).message));
  return (
    <div className="grid gap-4">
      <TrialProgress providerKey={key} isUnderWay={isUnderWay} />
      <div aria-live="polite">{!isUnderWay && <TrialOutcome providerKey={key} />}</div>
      {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
      {isUnderWay ? (
        <p className="text-xs text-quiet">It goes on if you close this; the list shows what came of it.</p>
      ) : (
        <DialogActions>
          {children}
          {!isOk && <Button onClick={() => void retry()}>Try again</Button>}
          {!isOk && <Button onClick={onCorrect}>Correct it</Button>}
          <Button look="primary" onClick={onDone}>
            {isOk ? 'Done' : 'Keep it'}
          </Button>
        </DialogActions>
      )}
    </div>
  );
}
