'use client';
import { useNamed } from '../receipt/names.ts';
import type { Target } from './health-data.ts';

/** The name of the provider key of a target, in words. */
export function useKeyName(): (target: Pick<Target, 'providerKeyId'>) => string {
  const named = useNamed();
  return ({ providerKeyId }) => {
    if (providerKeyId === undefined) return 'without a key';
    const found = named(providerKeyId);
    return found?.name ?? `key ${providerKeyId.slice(0, 8)}`;
  };
}

/** A target: provider and model, and below them through which key. */
export function TargetName({ target }: { readonly target: Target }) {
  const keyName = useKeyName();
  const { provider, model } = target;
  return (
    <span className="grid min-w-0 py-1">
      <code className="max-w-64 truncate text-sm max-sm:max-w-none" title={`${provider}/${model}`}>
        <span className="text-quiet">{provider}/</span>
        {model}
      </code>
      <span className="max-w-64 truncate text-xs font-normal text-quiet">{keyName(target)}</span>
    </span>
  );
}
