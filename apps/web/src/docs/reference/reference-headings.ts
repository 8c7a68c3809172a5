import type { Heading } from '../headings.ts';
import { readReference } from './document.ts';
import { shapesOf } from './fields.ts';
import { operationsAt } from './pages.ts';

/** The anchor of a shape on a page. */
export const shapeId = (name: string): string => `shape-${name}`;

/** The names of the shapes that a page of the reference must explain. */
export function shapesAt(slug: string): readonly string[] {
  const schemas = operationsAt(slug).flatMap(({ body, answer }) => [body ?? {}, answer.schema ?? {}]);
  return shapesOf(schemas, readReference().shapes);
}

/** The headings of a page of the reference. */
export function referenceHeadings(slug: string): readonly Heading[] {
  return [
    ...operationsAt(slug).map(({ id, summary }) => ({ level: 2 as const, text: summary, id })),
    ...shapesAt(slug).map((name) => ({ level: 2 as const, text: name, id: shapeId(name) })),
  ];
}
