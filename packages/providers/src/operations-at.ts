import { chatOperations, type Operation } from '@weir/protocol/operation';
import type { Provider } from './provider.ts';

/** What a client can ask of a provider: what it speaks itself, and every conversation where it holds any. */
export function operationsAt({ operations, chat }: Provider): readonly Operation[] {
  return chat === undefined ? operations : [...new Set([...operations, ...chatOperations])];
}
