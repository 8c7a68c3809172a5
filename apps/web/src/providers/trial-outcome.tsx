import type { ReactNode } from 'react';
import { formatCount } from '../format/number.ts';
import { Notice } from '../ui/notice.tsx';
import type { ProviderKey } from './provider-key.ts';
import { trialWords } from './trial-words.ts';

/** What came of a trial, in words, with what to do about it. */
export function TrialOutcome({
  providerKey,
  actions,
}: {
  readonly providerKey: ProviderKey;
  readonly actions?: ReactNode;
}) {
  const { trial, name } = providerKey;
  const words = trialWords(trial);
  if (words !== undefined) {
    return (
      <Notice kind={trial?.state === 'failed' ? 'bad' : 'warn'} title={words.title} actions={actions}>
        <p>{words.advice}</p>
        {trial?.error !== undefined && (
          <p className="mt-1.5 text-xs text-quiet">
            What was said: {trial.error.message} <code>({trial.error.code})</code>
          </p>
        )}
      </Notice>
    );
  }
  if (trial?.state !== 'ok') return null;
  const found = trial.models === undefined ? '' : ` It serves ${formatCount(trial.models.count)} models.`;
  return (
    <Notice kind="good" title={`${name} works`} actions={actions}>
      Calls use it from now on.{found}
    </Notice>
  );
}
