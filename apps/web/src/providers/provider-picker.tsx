'use client';
import type { ProviderView } from '@weir/services/catalog/provider-views';
import { useId } from 'react';

/** A provider that a key can be stored for. */
export type Provider = Pick<
  ProviderView,
  'id' | 'name' | 'baseUrl' | 'needsKey' | 'needsBaseUrl' | 'keysUrl' | 'credentialForms' | 'settings'
>;

/** `Region` within a phrase; what is written in capitals stays so. */
function within(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** Where it answers, or what it takes to know. */
function hostOf({ baseUrl, needsBaseUrl, settings }: Provider): string {
  if (baseUrl !== null) return new URL(baseUrl).host;
  if (needsBaseUrl) return 'vLLM, Ollama, llama.cpp …';
  const needed = settings.filter(({ required }) => required);
  return `by ${needed.map(({ label }) => within(label)).join(', ')}`;
}

/** Whose key it is: one of the providers that this release knows. */
export function ProviderPicker({
  providers,
  value,
  onChange,
}: {
  readonly providers: readonly Provider[];
  readonly value: string;
  readonly onChange: (provider: Provider) => void;
}) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">Provider</legend>
      <div className="grid grid-cols-2 gap-1.5 sm:grid-cols-3">
        {providers.map((provider) => (
          <label
            key={provider.id}
            className="grid cursor-pointer rounded-md border border-line px-2.5 py-1.5 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={provider.id === value}
              onChange={() => onChange(provider)}
            />
            <span className="truncate text-sm font-medium">{provider.name}</span>
            <span className="truncate text-2xs text-quiet">{hostOf(provider)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
