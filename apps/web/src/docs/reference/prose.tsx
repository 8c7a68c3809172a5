import { Fragment } from 'react';

/** A sentence of the OpenAPI document, what stands between backticks as code. */
export function Prose({ text }: { readonly text: string }) {
  return text
    .split('`')
    .map((part, at) =>
      at % 2 === 1 ? <code key={`${at}-${part}`}>{part}</code> : <Fragment key={`${at}-${part}`}>{part}</Fragment>,
    );
}
