import clsx from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';

/** A yes or no with its words beside it. */
export function Checkbox({
  label,
  help,
  className,
  id: given,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { readonly label: ReactNode; readonly help?: ReactNode }) {
  const made = useId();
  const id = given ?? made;
  return (
    <div className={clsx('flex items-start gap-2', className)}>
      <input
        type="checkbox"
        id={id}
        className="mt-[3px] size-3.5 accent-accent"
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        {...rest}
      />
      <div className="grid">
        <label htmlFor={id} className="text-base">
          {label}
        </label>
        {help !== undefined && (
          <span id={`${id}-help`} className="text-xs text-quiet">
            {help}
          </span>
        )}
      </div>
    </div>
  );
}
