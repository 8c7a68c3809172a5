import { formatCount, formatMs } from '../format/number.ts';
import { Money } from '../ui/money.tsx';
import { Time } from '../ui/time.tsx';
import type { ProviderKey } from './provider-key.ts';

/** The key's name, whose it is, and how its secret ends. */
export function NameCell({
  providerKey,
  providerName,
}: {
  readonly providerKey: ProviderKey;
  readonly providerName: string;
}) {
  const { name, lastFour, baseUrl, settings, region, zeroRetention } = providerKey;
  const place = baseUrl === null ? Object.values(settings) : [new URL(baseUrl).host];
  return (
    <span className="grid min-w-0 py-1">
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="max-w-56 truncate font-medium">{name}</span>
        <code className="text-xs font-normal text-quiet">{lastFour === null ? 'no secret' : `…${lastFour}`}</code>
      </span>
      <span className="max-w-96 truncate text-xs font-normal text-quiet" title={baseUrl ?? undefined}>
        {providerName}
        {place.length > 0 && ` at ${place.join(', ')}`}
        {region !== null && ` · ${region}`}
        {zeroRetention && ' · zero retention'}
      </span>
    </span>
  );
}

/** How many models its last trial found. */
export function ModelsCell({ trial }: { readonly trial: ProviderKey['trial'] }) {
  if (trial?.models === undefined) {
    return (
      <span className="text-faint" title="The provider has listed none yet.">
        –<span className="sr-only"> unknown: the provider has listed none yet</span>
      </span>
    );
  }
  return <span className="tabular">{formatCount(trial.models.count)}</span>;
}

/** When it was last tried, how long a token took and what it cost. */
export function TrialCell({ trial }: { readonly trial: ProviderKey['trial'] }) {
  if (trial === null) return <span className="text-faint">never</span>;
  return (
    <span className="grid py-1 max-sm:justify-items-end">
      <Time at={trial.at} />
      {trial.call !== undefined && (
        <span className="text-xs whitespace-nowrap text-quiet tabular">
          {formatMs(trial.call.latencyMs)},{' '}
          {trial.call.costUsd === null ? 'cost unknown' : <Money usd={trial.call.costUsd} />}
        </span>
      )}
    </span>
  );
}
