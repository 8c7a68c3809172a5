import { headingsOf } from './headings.ts';
import { type DocsPage, docsGroups, docsPath } from './outline.ts';
import { type DocsUrls, readMarkdown } from './read-markdown.ts';
import { operationsAt, referencePages } from './reference/pages.ts';
import type { SearchEntry } from './search.ts';

function referenceEntries(page: DocsPage): readonly SearchEntry[] {
  const title = `Management API, ${page.title}`;
  const own = { text: page.title, page: 'Management API', href: docsPath(page) };
  const operations = operationsAt(page.slug).map(({ id, summary, method, path }) => {
    return { text: summary, page: `${title}: ${method} ${path}`, href: `${docsPath(page)}#${id}` };
  });
  return [own, ...operations];
}

async function markdownEntries(page: DocsPage, group: string, urls: DocsUrls): Promise<readonly SearchEntry[]> {
  const headings = headingsOf(await readMarkdown(page.slug, urls));
  const own = { text: page.title, page: group, href: docsPath(page) };
  return [own, ...headings.map(({ text, id }) => ({ text, page: page.title, href: `${docsPath(page)}#${id}` }))];
}

/** Every page and heading of the documentation. */
export async function searchIndex(urls: DocsUrls): Promise<readonly SearchEntry[]> {
  const written = docsGroups([]).flatMap(({ title, pages }) => pages.map((page) => markdownEntries(page, title, urls)));
  return [...(await Promise.all(written)).flat(), ...referencePages().flatMap(referenceEntries)];
}
