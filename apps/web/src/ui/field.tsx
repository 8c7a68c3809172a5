'use client';
import { cloneElement, type ReactElement, type ReactNode, useId } from 'react';

type ControlProps = {
  readonly id?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean | undefined;
};

export type FieldProps = {
  readonly label: ReactNode;
  /** What to enter, below the control. */
  readonly help?: ReactNode;
  /** What is wrong with what was entered, in plain words. */
  readonly error?: string | undefined;
  readonly optional?: boolean;
  /** One control that takes an id: Input, TextArea, SelectBox ... */
  readonly children: ReactElement<ControlProps>;
};

/** A control with its label above, help below and the error beside it, tied together for assistive technology. */
export function Field({ label, help, error, optional = false, children }: FieldProps) {
  const made = useId();
  const id = children.props.id ?? made;
  const helpId = help === undefined ? undefined : `${id}-help`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const describedBy = [errorId, helpId].filter((part) => part !== undefined).join(' ') || undefined;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {optional && <span className="font-normal text-faint"> (optional)</span>}
      </label>
      {cloneElement(children, {
        id,
        'aria-describedby': describedBy,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {error !== undefined && (
        <p id={errorId} className="text-sm text-bad" role="alert">
          {error}
        </p>
      )}
      {help !== undefined && (
        <p id={helpId} className="text-xs text-quiet">
          {help}
        </p>
      )}
    </div>
  );
}
