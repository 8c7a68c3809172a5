'use client';
import clsx from 'clsx';
import { useId } from 'react';
import { type Choice, SelectBox } from '../ui/select-box.tsx';

/** One of a few choices with a small label, for the dense parts of the form. */
export function ChoiceField<Value extends string>({
  label,
  choices,
  value,
  onChange,
  help,
  hideLabel = false,
  className,
  control,
}: {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly help?: string | undefined;
  readonly hideLabel?: boolean;
  readonly className?: string;
  /** Names the control for the focus that comes back to it. */
  readonly control?: string;
}) {
  const id = useId();
  return (
    <div className={clsx('grid content-start gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-xs font-medium text-quiet'}>
        {label}
      </label>
      <SelectBox
        id={id}
        className="w-full [&>select]:h-8 [&>select]:pl-2.5 [&>select]:text-sm"
        choices={choices}
        value={value}
        data-control={control}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      />
      {help !== undefined && (
        <p id={`${id}-help`} className="text-xs text-faint">
          {help}
        </p>
      )}
    </div>
  );
}
