import { StateDot, type Tone } from '../ui/badge.tsx';
import { Time } from '../ui/time.tsx';
import { type ProviderKey, type ProviderKeyState, providerKeyState } from './provider-key.ts';
import { trialWords } from './trial-words.ts';

const words: Readonly<Record<ProviderKeyState, { readonly tone: Tone; readonly label: string }>> = {
  active: { tone: 'good', label: 'Active' },
  untried: { tone: 'info', label: 'Active, not tried' },
  doubtful: { tone: 'warn', label: 'Active, last trial failed' },
  trying: { tone: 'info', label: 'Being tried' },
  waiting: { tone: 'warn', label: 'Waits for its trial' },
  benched: { tone: 'bad', label: 'Refused by its provider' },
  refused: { tone: 'bad', label: 'Disabled by its trial' },
  off: { tone: 'neutral', label: 'Disabled' },
};

/** The state of a provider key in words, with the reason where it does not work. */
export function ProviderStateWords({ providerKey }: { readonly providerKey: ProviderKey }) {
  const state = providerKeyState(providerKey, Date.now());
  const { tone, label } = words[state];
  const { refused, trial } = providerKey;
  const reason = state === 'refused' || state === 'doubtful' ? trialWords(trial)?.title : undefined;
  return (
    <span className="inline-grid max-sm:justify-items-end" title={trial?.error?.message}>
      <StateDot tone={tone}>{label}</StateDot>
      {reason !== undefined && <span className="text-xs text-quiet sm:pl-3.5">{reason}</span>}
      {state === 'benched' && refused !== undefined && (
        <span className="text-xs text-quiet sm:pl-3.5">
          {refused.status === undefined ? refused.code : `HTTP ${refused.status}`}, <Time at={refused.at} />
        </span>
      )}
    </span>
  );
}
