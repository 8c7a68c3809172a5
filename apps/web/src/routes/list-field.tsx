'use client';
import { useState } from 'react';
import { TextField } from './text-field.tsx';

const split = (text: string) => [
  ...new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

/** Several texts with commas between them. */
export function ListField({
  values,
  onChange,
  ...rest
}: {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly placeholder?: string;
  readonly hideLabel?: boolean;
  readonly className?: string;
}) {
  const said = values.join(', ');
  const [text, setText] = useState(said);
  const [seen, setSeen] = useState(said);
  if (seen !== said) {
    setSeen(said);
    if (split(text).join(', ') !== said) setText(said);
  }
  const type = (next: string) => {
    setText(next);
    const parts = split(next);
    setSeen(parts.join(', '));
    onChange(parts);
  };
  return <TextField {...rest} value={text} onChange={type} max={2_000} />;
}
