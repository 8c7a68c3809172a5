'use client';
import { useId } from 'react';

/** A provider that a key can be stored for. */
export type Provider = {
  readonly id: string;
  readonly name: string;
  readonly baseUrl: string | null;
  readonly needsKey: boolean;
  readonly needsBaseUrl: boolean;
  readonly keysUrl: string | null;
};

function hostOf({ baseUrl }: Provider): string {
  return baseUrl === null ? 'vLLM, Ollama, Databricks …' : new URL(baseUrl).host;
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
