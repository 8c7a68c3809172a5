import clsx from 'clsx';
import type { ComponentProps } from 'react';

/** The classes of everything that is typed or chosen in. */
export const controlClasses = clsx(
  'w-full rounded-md border border-control bg-surface px-3 text-base text-text placeholder:text-faint',
  'transition-colors hover:border-quiet aria-invalid:border-bad disabled:bg-sunken disabled:text-quiet',
);

/** A text field. Put it into a Field, which gives it its label, help and error. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={clsx(controlClasses, 'h-9', className)} {...rest} />;
}

/** A text field of several lines. */
export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={clsx(controlClasses, 'min-h-20 py-2 leading-normal', className)} {...rest} />;
}
