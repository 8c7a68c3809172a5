import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../trpc/app-router.ts';

type Model = inferRouterOutputs<AppRouter>['catalog']['models']['data'][number];

/** What of a model's description decides whether and how one can talk to it. */
export type KnownModel = Pick<Model, 'provider' | 'id' | 'operations' | 'deprecated' | 'callable'>;

/** The model that answers on every instance. */
export const defaultModel = 'sandbox/fast';

export const modelName = ({ provider, id }: Pick<KnownModel, 'provider' | 'id'>): string => `${provider}/${id}`;

/** True where one can talk to a model here, as far as is known. */
export function canConverse({ operations, deprecated, callable }: KnownModel): boolean {
  if (!callable || deprecated) return false;
  return operations.length === 0 || operations.includes('chat') || operations.includes('messages');
}

/** True where a model is reached by Anthropic's dialect alone, which has no seed among other things. */
export function isAnthropicOnly(models: readonly KnownModel[], name: string): boolean {
  const operations = models.find((model) => modelName(model) === name)?.operations ?? [];
  return operations.includes('messages') && !operations.includes('chat');
}
