import { Check, CircleDashed, Minus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount, formatMs } from '../format/number.ts';
import { Money } from '../ui/money.tsx';
import type { ProviderKey } from './provider-key.ts';
import { type StepState, trialSteps } from './trial-words.ts';

const marks = {
  done: { icon: Check, tone: 'text-good', word: 'done' },
  running: { icon: CircleDashed, tone: 'text-accent motion-safe:animate-pulse', word: 'under way' },
  failed: { icon: X, tone: 'text-bad', word: 'failed' },
  waiting: { icon: CircleDashed, tone: 'text-faint', word: 'not yet' },
  skipped: { icon: Minus, tone: 'text-faint', word: 'left out' },
} as const satisfies Record<StepState, unknown>;

function Step({
  state,
  label,
  children,
}: {
  readonly state: StepState;
  readonly label: string;
  readonly children?: ReactNode;
}) {
  const { icon: Icon, tone, word } = marks[state];
  return (
    <li className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-2.5 py-2">
      <Icon aria-hidden="true" className={`mt-0.5 size-4 ${tone}`} />
      <div className="grid">
        <span className={state === 'waiting' ? 'text-quiet' : 'font-medium'}>
          {label}
          <span className="sr-only">: {word}</span>
        </span>
        {children !== undefined && <span className="text-sm text-quiet">{children}</span>}
      </div>
    </li>
  );
}

function Listed({ trial, state }: { readonly trial: ProviderKey['trial']; readonly state: StepState }) {
  if (state === 'skipped') return 'The provider lists none; the catalogue says what it serves.';
  if (state === 'failed') return 'The provider did not list them.';
  if (state !== 'done' || trial?.models === undefined) return 'Which models the provider gives this key.';
  return `${formatCount(trial.models.count)} ${trial.models.count === 1 ? 'model' : 'models'} found.`;
}

function Called({ trial, state }: { readonly trial: ProviderKey['trial']; readonly state: StepState }) {
  const call = trial?.call;
  if (state === 'failed') return 'The call did not succeed.';
  if (call === undefined) return 'A call of one token to the cheapest model.';
  return (
    <>
      <code>{call.model}</code> answered in {formatMs(call.latencyMs)}
      {call.costUsd === null ? (
        '. What it cost is unknown, because no price is known for it.'
      ) : (
        <>
          {' '}
          for <Money usd={call.costUsd} />.
        </>
      )}
    </>
  );
}

/** How far the trial of a key is: sealed, models listed, one token called. */
export function TrialProgress({
  providerKey,
  isUnderWay,
}: {
  readonly providerKey: ProviderKey;
  readonly isUnderWay: boolean;
}) {
  const { trial, lastFour } = providerKey;
  const steps = trialSteps(trial, isUnderWay);
  return (
    <ol aria-label="Steps of the trial" aria-live="polite" className="divide-y divide-line">
      <Step state="done" label="Sealed">
        {lastFour === null
          ? 'Stored. There is no secret to show.'
          : `Stored encrypted; only …${lastFour} is ever shown.`}
      </Step>
      <Step state={steps.listed} label="Models listed">
        <Listed trial={trial} state={steps.listed} />
      </Step>
      <Step state={steps.called} label="One token called">
        <Called trial={trial} state={steps.called} />
      </Step>
    </ol>
  );
}
