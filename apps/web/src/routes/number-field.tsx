'use client';
import clsx from 'clsx';
import { useId, useState } from 'react';
import { controlClasses } from '../ui/input.tsx';

type Props = {
  readonly label: string;
  readonly value: number | undefined;
  /** Undefined: the field was emptied. */
  readonly onChange: (value: number | undefined) => void;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  /** What holds where nothing is given. */
  readonly placeholder?: string | undefined;
  readonly unit?: string;
  readonly help?: string;
  readonly error?: string | undefined;
  /** Only for assistive technology: what stands around says it to everybody else. */
  readonly hideLabel?: boolean;
  readonly required?: boolean;
  readonly className?: string;
};

const shown = (value: number | undefined) => (value === undefined ? '' : String(value));

function faultOf(text: string, { min, max, whole = false, required = false }: Props): string | undefined {
  if (text === '') return required ? 'Give a number.' : undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) return 'This is no number.';
  if (whole && !Number.isInteger(value)) return 'Give a whole number.';
  return value < min || value > max ? `From ${min} to ${max}.` : undefined;
}

/** A number. Only one that is within bounds reaches the plan; what was typed besides goes when the field is left. */
export function NumberField(props: Props) {
  const { label, value, onChange, placeholder, unit, help, error, hideLabel = false, className } = props;
  const id = useId();
  const [text, setText] = useState(shown(value));
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    if (text.trim() === '' || Number(text) !== value) setText(shown(value));
  }
  const fault = faultOf(text.trim(), props) ?? error;
  const type = (next: string) => {
    setText(next);
    const trimmed = next.trim().replace(',', '.');
    if (faultOf(trimmed, props) !== undefined) return;
    const number = trimmed === '' ? undefined : Number(trimmed);
    setSeen(number);
    if (number !== value) onChange(number);
  };
  return (
    <div className={clsx('grid content-start gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-xs font-medium text-quiet'}>
        {label}
      </label>
      <span className="relative block">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          className={clsx(controlClasses, 'h-8 px-2.5 text-sm tabular', unit !== undefined && 'pr-9')}
          value={text}
          placeholder={placeholder}
          aria-invalid={fault !== undefined || undefined}
          aria-describedby={fault === undefined && help === undefined ? undefined : `${id}-more`}
          onChange={(event) => type(event.target.value)}
          onBlur={() => setText(shown(value))}
        />
        {unit !== undefined && (
          <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-xs text-faint">
            {unit}
          </span>
        )}
      </span>
      {(fault ?? help) !== undefined && (
        <p id={`${id}-more`} className={clsx('text-xs', fault === undefined ? 'text-faint' : 'text-bad')}>
          {fault ?? help}
        </p>
      )}
    </div>
  );
}
