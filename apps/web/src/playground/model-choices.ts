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
