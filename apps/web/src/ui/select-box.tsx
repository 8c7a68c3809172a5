import clsx from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { controlClasses } from './input.tsx';

export type Choice<Value extends string = string> = {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
};

type SelectBoxProps = Omit<ComponentProps<'select'>, 'children' | 'size'> & {
  readonly choices: readonly Choice[];
  readonly size?: 'sm' | 'md';
};

/** One of a few choices. The platform's own control: right on phones, by keyboard and for screen readers. */
export function SelectBox({ choices, className, size = 'md', ...rest }: SelectBoxProps) {
  return (
    <span className={clsx('relative inline-flex', className ?? 'w-full')}>
      <select
        className={clsx(controlClasses, 'appearance-none pr-8', size === 'sm' ? 'h-7 pl-2.5 text-sm' : 'h-9')}
        {...rest}
      >
        {choices.map(({ value, label, disabled = false }) => (
          <option key={value} value={value} disabled={disabled} className="bg-raised text-text">
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-quiet"
      />
    </span>
  );
}
