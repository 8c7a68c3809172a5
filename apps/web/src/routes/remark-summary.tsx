'use client';
import clsx from 'clsx';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { nodeOfPath, type Remark, sentence } from './remark.ts';

const focusable = 'button:not(:disabled), input, select, [tabindex]';

/** Goes to the place in the form that a remark is about. */
function goTo(path: string): void {
  const node = nodeOfPath(path);
  const name = node === undefined ? path.split('.')[0] : undefined;
  const selector = node === undefined ? `[data-setting="${name}"]` : `[data-node="${node}"]`;
  const place = document.querySelector<HTMLElement>(selector);
  if (place?.parentElement instanceof HTMLDetailsElement) place.parentElement.open = true;
  place?.scrollIntoView({ block: 'center' });
  const control = place?.matches('summary') ? place : place?.querySelector<HTMLElement>(focusable);
  control?.focus({ preventScroll: true });
}

/** How many things there are to mend or to look at, each a button that goes there. */
export function RemarkSummary({
  remarks,
  isBroken,
}: {
  readonly remarks: readonly Remark[];
  /** The JSON is no plan; what is wrong with it stands there. */
  readonly isBroken: boolean;
}) {
  const bad = remarks.filter(({ tone }) => tone === 'bad').length;
  const warned = remarks.length - bad;
  if (isBroken) {
    return (
      <p className="flex items-center gap-1.5 text-xs font-medium text-bad">
        <CircleAlert aria-hidden="true" className="size-3.5" />
        Something to mend in the JSON
      </p>
    );
  }
  if (remarks.length === 0) {
    return (
      <p className="flex items-center gap-1.5 text-xs text-quiet">
        <CircleCheck aria-hidden="true" className="size-3.5 text-good" />
        Nothing to mend
      </p>
    );
  }
  const parts = [
    ...(bad === 0 ? [] : [bad === 1 ? '1 thing to mend' : `${bad} things to mend`]),
    ...(warned === 0 ? [] : [`${warned} worth a look`]),
  ];
  return (
    <details className="group relative">
      <summary
        className={clsx(
          'flex list-none items-center gap-1.5 rounded-md px-1.5 py-0.5 text-xs font-medium hover:bg-hover',
          bad > 0 ? 'text-bad' : 'text-warn',
        )}
      >
        {bad > 0 ? (
          <CircleAlert aria-hidden="true" className="size-3.5" />
        ) : (
          <TriangleAlert aria-hidden="true" className="size-3.5" />
        )}
        {parts.join(', ')}
      </summary>
      <ul className="absolute left-0 z-20 mt-1 max-h-72 w-[min(26rem,calc(100vw-2rem))] overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-raised">
        {remarks.map(({ path, message, tone }) => (
          <li key={`${path} ${message}`}>
            <button
              type="button"
              className="grid w-full rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover"
              onClick={(event) => {
                event.currentTarget.closest('details')?.removeAttribute('open');
                goTo(path);
              }}
            >
              <span className={tone === 'bad' ? 'text-bad' : 'text-warn'}>{sentence(message)}</span>
              <code className="text-xs text-quiet">{path === '' ? 'the plan' : path}</code>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
