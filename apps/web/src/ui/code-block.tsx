import { CopyButton } from './copy-button.tsx';

/** What scrolls sideways must be reachable by keyboard, also where the browser does not see to it. */
const reachable = { tabIndex: 0 };

/** Code to read and to copy. `copy` is what is copied where it differs from what is shown. */
export function CodeBlock({
  code,
  label,
  copy,
}: {
  readonly code: string;
  /** What it is, such as a file name or a language. */
  readonly label?: string;
  readonly copy?: string;
}) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-lg border border-line bg-sunken text-left">
      <figcaption className="flex h-8 items-center justify-between border-b border-line pr-1 pl-3 text-xs text-quiet">
        <span>{label ?? 'Code'}</span>
        <CopyButton text={copy ?? code} label={`Copy ${label ?? 'code'}`} />
      </figcaption>
      <pre
        className="overflow-x-auto px-3 py-2.5 text-sm leading-relaxed focus-visible:outline-offset-[-2px]"
        {...reachable}
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
