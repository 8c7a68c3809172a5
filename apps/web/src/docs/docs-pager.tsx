import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { type DocsPage, docsPath } from './outline.ts';

const classes =
  'grid gap-0.5 rounded-lg border border-line bg-surface px-4 py-3 hover:border-line-strong hover:bg-hover';

/** The pages before and after this one. */
export function DocsPager({
  before,
  after,
}: {
  readonly before: DocsPage | undefined;
  readonly after: DocsPage | undefined;
}) {
  return (
    <nav aria-label="Before and after" className="mt-12 grid gap-3 border-t border-line pt-6 sm:grid-cols-2">
      {before !== undefined && (
        <Link href={docsPath(before)} className={classes}>
          <span className="inline-flex items-center gap-1.5 text-xs text-quiet">
            <ArrowLeft className="size-3.5" aria-hidden="true" />
            Before
          </span>
          <span className="font-medium">{before.title}</span>
        </Link>
      )}
      {after !== undefined && (
        <Link href={docsPath(after)} className={`${classes} sm:col-start-2 sm:justify-items-end`}>
          <span className="inline-flex items-center gap-1.5 text-xs text-quiet">
            Next
            <ArrowRight className="size-3.5" aria-hidden="true" />
          </span>
          <span className="font-medium">{after.title}</span>
        </Link>
      )}
    </nav>
  );
}
