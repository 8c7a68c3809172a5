import type { Operation } from '@weir/protocol/operation';

const suffixes: readonly (readonly [string, Operation])[] = [
  ['/chat/completions', 'chat'],
  ['/responses', 'responses'],
  ['/embeddings', 'embeddings'],
  ['/messages', 'messages'],
  ['/messages/count_tokens', 'count_tokens'],
];

/** The operation of a path, whatever base URL stands before it. */
export function operationOf(path: string): Operation | undefined {
  return suffixes.find(([suffix]) => path.endsWith(suffix))?.[1];
}
