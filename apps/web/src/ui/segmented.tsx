'use client';
import clsx from 'clsx';
import type { Choice } from './select-box.tsx';

/** One of a few short choices, all in sight. */
export function Segmented<Value extends string>({
  label,
  choices,
  value,
  onChange,
}: {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  return (
    <fieldset className="inline-flex h-7 max-w-full overflow-x-auto rounded-md border border-line bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          disabled={choice.disabled ?? false}
          onClick={() => onChange(choice.value)}
          className={clsx(
            'rounded-sm px-2 text-sm whitespace-nowrap disabled:opacity-40',
            choice.value === value ? 'bg-surface font-medium shadow-card' : 'text-quiet hover:text-text',
          )}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}
