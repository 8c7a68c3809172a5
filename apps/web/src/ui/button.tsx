import clsx from 'clsx';
import Link from 'next/link';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';

type Look = 'primary' | 'default' | 'quiet' | 'danger';
type Size = 'sm' | 'md';

const looks: Readonly<Record<Look, string>> = {
  primary: 'bg-accent-fill text-on-accent hover:bg-accent-fill-hover',
  default: 'border border-line-strong bg-surface text-text shadow-card hover:bg-hover',
  quiet: 'text-quiet hover:bg-hover hover:text-text',
  danger: 'bg-bad-fill text-white hover:bg-bad-fill-hover',
};

const sizes: Readonly<Record<Size, string>> = {
  sm: 'h-7 gap-1.5 px-2.5 text-sm',
  md: 'h-9 gap-2 px-3.5 text-base',
};

/** The classes of a button, for what looks like one and is something else. */
export function buttonClasses({ look = 'default', size = 'md' }: { look?: Look; size?: Size } = {}): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors',
    'disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50',
    looks[look],
    sizes[size],
  );
}

type Styled = { readonly look?: Look; readonly size?: Size };

/** Also keeps Enter in a field from sending the form again: that presses the form's button. */
const takeNoPress = (event: MouseEvent): void => event.preventDefault();

/**
 * A button. `pending` says that its action is under way: it keeps its width, its place in the order of Tab and the
 * focus, and takes no second press.
 */
export function Button({
  look = 'default',
  size = 'md',
  pending = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & Styled & { readonly pending?: boolean }) {
  return (
    <button
      type={type}
      className={clsx(buttonClasses({ look, size }), pending && 'relative', className)}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? takeNoPress : onClick}
      {...rest}
    >
      <span className={clsx('contents', pending && '[&>*]:opacity-40')}>{children}</span>
      {pending && <span className="absolute inset-x-2 bottom-0.5 h-0.5 skeleton" aria-hidden="true" />}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  look = 'default',
  size = 'md',
  className,
  ...rest
}: ComponentProps<typeof Link> & Styled) {
  return <Link className={clsx(buttonClasses({ look, size }), className)} {...rest} />;
}

/** A button that is only an icon; `label` is its name for everybody who cannot see it, and its tooltip. */
export function IconButton({
  label,
  size = 'md',
  className,
  children,
  type = 'button',
  ...rest
}: Omit<ComponentProps<'button'>, 'aria-label' | 'title'> & {
  readonly label: string;
  readonly size?: Size;
  readonly children: ReactNode;
}) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-md text-quiet transition-colors hover:bg-hover hover:text-text disabled:opacity-50',
        size === 'sm' ? 'size-7' : 'size-9',
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
