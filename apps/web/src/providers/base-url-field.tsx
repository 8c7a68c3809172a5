import type { ComponentProps } from 'react';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';

const examples = [
  { name: 'vLLM', url: 'http://vllm.internal:8000/v1' },
  { name: 'Ollama', url: 'http://ollama.internal:11434/v1' },
  { name: 'llama.cpp', url: 'http://llama.internal:8080/v1' },
] as const;

/** Where an OpenAI-compatible host answers, with examples to begin from. */
export function BaseUrlField({
  error,
  isRequired,
  own,
  onExample,
  ...input
}: Omit<ComponentProps<'input'>, 'placeholder'> & {
  readonly error: string | undefined;
  /** The provider has no address of its own. */
  readonly isRequired: boolean;
  /** The provider's own address. */
  readonly own: string | null;
  readonly onExample: (url: string) => void;
}) {
  return (
    <div className="grid gap-2">
      <Field
        label="Base URL"
        optional={!isRequired}
        error={error}
        help={
          isRequired
            ? 'Where the host answers, with the version in its path. Networks that only the operator may open are refused.'
            : 'Of a proxy that speaks for the provider; left empty, the provider itself is called.'
        }
      >
        <Input
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-sm!"
          placeholder={own ?? 'https://host/v1'}
          {...input}
        />
      </Field>
      {isRequired && (
        <div className="flex flex-wrap gap-1.5">
          {examples.map(({ name, url }) => (
            <button
              key={name}
              type="button"
              onClick={() => onExample(url)}
              className="rounded-sm border border-line bg-sunken px-1.5 text-xs text-quiet hover:bg-hover hover:text-text"
            >
              {name}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
