import { type DocsPage, docsGroups } from './outline.ts';
import { referencePages } from './reference/pages.ts';

export type FoundPage = {
  readonly page: DocsPage;
  readonly before: DocsPage | undefined;
  readonly after: DocsPage | undefined;
  /** True where it is made from the OpenAPI document. */
  readonly isReference: boolean;
};

/** The page at `slug`, with its neighbours; undefined where there is none. */
export function findDocsPage(slug: string): FoundPage | undefined {
  const reference = referencePages();
  const pages = docsGroups(reference).flatMap((group) => group.pages);
  const at = pages.findIndex((page) => page.slug === slug);
  const page = pages[at];
  if (page === undefined) return undefined;
  return {
    page,
    before: pages[at - 1],
    after: pages[at + 1],
    isReference: reference.some((each) => each.slug === slug),
  };
}
