'use client';
import { type ReactNode, useId } from 'react';

export type RadioChoice<Value extends string> = {
  readonly value: Value;
  readonly label: ReactNode;
  /** What it means. */
  readonly help?: ReactNode;
  readonly disabled?: boolean;
};

/** One of a few choices, each with a sentence on what it means. */
export function RadioList<Value extends string>({
  label,
  choices,
  value,
  onChange,
}: {
  readonly label: ReactNode;
  readonly choices: readonly RadioChoice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-sm font-medium text-text">{label}</legend>
      <div className="divide-y divide-line overflow-hidden rounded-md border border-line">
        {choices.map(({ value: each, label: words, help, disabled = false }) => (
          <label
            key={each}
            className="flex items-start gap-2.5 px-3 py-2 has-checked:bg-accent-soft has-disabled:opacity-60 has-[:focus-visible]:outline-2 has-[:focus-visible]:-outline-offset-2 has-[:focus-visible]:outline-accent has-enabled:cursor-pointer has-enabled:not-has-checked:hover:bg-hover"
          >
            <input
              type="radio"
              name={name}
              value={each}
              checked={each === value}
              disabled={disabled}
              aria-labelledby={`${name}-${each}-label`}
              aria-describedby={help === undefined ? undefined : `${name}-${each}`}
              onChange={() => onChange(each)}
              className="mt-[3px] size-3.5 accent-accent outline-none"
            />
            <span className="grid gap-px">
              <span id={`${name}-${each}-label`} className="text-sm font-medium text-text">
                {words}
              </span>
              {help !== undefined && (
                <span id={`${name}-${each}`} className="text-xs text-quiet">
                  {help}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
