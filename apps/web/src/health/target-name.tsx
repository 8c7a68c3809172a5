'use client';
import type { Target } from './health-data.ts';
import { useKeyName } from './key-names.tsx';

/** A target: provider and model, and below them through which key. */
export function TargetName({ target }: { readonly target: Target }) {
  const keyName = useKeyName();
  const { provider, model } = target;
  const key = keyName(target);
  return (
    <span className="grid min-w-0 py-1">
      <code className="max-w-72 truncate text-sm max-sm:max-w-none" title={`${provider}/${model}`}>
        {model}
      </code>
      <span className="max-w-72 truncate text-xs font-normal text-quiet" title={`${provider}, ${key}`}>
        {provider} · {key}
      </span>
    </span>
  );
}
