import type { ReactNode } from 'react';
import { DocsPager } from './docs-pager.tsx';
import type { Heading } from './headings.ts';
import { OnThisPage } from './on-this-page.tsx';
import type { DocsPage } from './outline.ts';

/** A page of the documentation: its text, what is on it, and the pages before and after it. */
export function DocsArticle({
  page,
  headings,
  before,
  after,
  children,
}: {
  readonly page: DocsPage;
  readonly headings: readonly Heading[];
  readonly before: DocsPage | undefined;
  readonly after: DocsPage | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="mx-auto grid w-full max-w-[1040px] grid-cols-1 gap-x-12 px-4 pt-7 pb-16 sm:px-8 xl:grid-cols-[minmax(0,1fr)_184px]">
      <div className="min-w-0">
        <header className="mb-6 grid gap-1">
          <h1 className="text-2xl">{page.title}</h1>
          <p className="text-lg text-quiet">{page.summary}</p>
        </header>
        <div className="min-w-0 leading-relaxed">{children}</div>
        <DocsPager before={before} after={after} />
      </div>
      <OnThisPage headings={headings} />
    </div>
  );
}
