import { Fragment } from 'react';
import { shapeId } from './reference-headings.ts';
import type { TypePart } from './type-words.ts';

/** A type in words, with links to the shapes that it speaks of. */
export function TypeText({ parts }: { readonly parts: readonly TypePart[] }) {
  return parts.map(({ text, shape }, at) =>
    shape === undefined ? (
      <Fragment key={`${at}-${text}`}>{text}</Fragment>
    ) : (
      <a key={`${at}-${text}`} href={`#${shapeId(shape)}`} className="link">
        {text}
      </a>
    ),
  );
}
