import { findModel } from '@weir/catalog/models';
import type { Dialect } from '@weir/protocol/operation';
import { provider as findProvider } from '@weir/providers/registry';

/** The dialect that a provider converses in, OpenAI's where it speaks both; undefined where it does not converse. */
export function dialectOf(providerId: string): Dialect | undefined {
  const operations = findProvider(providerId)?.operations ?? [];
  if (operations.includes('chat')) return 'openai';
  return operations.includes('messages') ? 'anthropic' : undefined;
}

/**
 * The provider that will serve `model`: the one that leads the name, else the first of `providerIds` that the catalogue
 * knows to serve it. Undefined where neither is: the gateway says then what is wrong.
 */
export function speakerOf(model: string, providerIds: readonly string[]): string | undefined {
  const leading = model.slice(0, Math.max(0, model.indexOf('/')));
  if (dialectOf(leading) !== undefined) return leading;
  return providerIds.find((providerId) => findModel(providerId, model) !== undefined);
}
