'use client';
import clsx from 'clsx';
import { useId, useState } from 'react';
import { controlClasses } from '../ui/input.tsx';

/** A short text. Where one must be given, an empty field changes nothing and takes its text back when it is left. */
export function TextField({
  label,
  value,
  onChange,
  required = false,
  max = 256,
  placeholder,
  hideLabel = false,
  className,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
  readonly max?: number;
  readonly placeholder?: string;
  readonly hideLabel?: boolean;
  readonly className?: string;
}) {
  const id = useId();
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setText(value);
  }
  const type = (next: string) => {
    setText(next);
    if (required && next === '') return;
    setSeen(next);
    onChange(next);
  };
  return (
    <div className={clsx('grid content-start gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-xs font-medium text-quiet'}>
        {label}
      </label>
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        maxLength={max}
        className={clsx(controlClasses, 'h-8 px-2.5 text-sm')}
        value={text}
        placeholder={placeholder}
        aria-invalid={(required && text === '') || undefined}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setText(value)}
      />
    </div>
  );
}
