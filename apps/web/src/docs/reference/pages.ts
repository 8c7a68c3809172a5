import type { DocsPage } from '../outline.ts';
import { type Operation, readReference } from './document.ts';

/** The words of a name in camel case: provider keys. */
function wordsOf(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** The path, below /docs, of the page that has the operations of `tag`. */
export function referenceSlug(tag: string): string {
  return `api/${wordsOf(tag).replaceAll(' ', '-')}`;
}

/** A page for each tag of the OpenAPI document. */
export function referencePages(): readonly DocsPage[] {
  const tags = [...new Set(readReference().operations.map(({ tag }) => tag))];
  return tags.map((tag) => {
    const title = capital(wordsOf(tag));
    return { slug: referenceSlug(tag), title, summary: 'Made from the OpenAPI document of this release.' };
  });
}

/** The operations on the page at `slug`. */
export function operationsAt(slug: string): readonly Operation[] {
  return readReference().operations.filter(({ tag }) => referenceSlug(tag) === slug);
}
