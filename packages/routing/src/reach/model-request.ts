import type { Operation } from '@weir/protocol/operation';

/** A ProviderKey as routing sees it. */
export type RoutingKey = { readonly id: string; readonly provider: string; readonly baseUrl?: string | undefined };

/** A model that a client names, and what its project has to answer with. */
export type ModelRequest = {
  readonly requestedModel: string;
  readonly operation: Operation;
  /** The project's keys that may serve, in the project's order. */
  readonly providerKeys: readonly RoutingKey[];
  /** What a provider speaks; undefined for an id that is no provider. */
  readonly operationsOf: (provider: string) => readonly Operation[] | undefined;
  /** Providers that answer inside the process: they need no key and are addressed by their prefix alone. */
  readonly localProviders: readonly string[];
  /** True when the catalogue lists the model at the provider. */
  readonly serves: (provider: string, model: string) => boolean;
  /** Of the gateway key: model names, `provider/model` or `provider/*`. All models where absent. */
  readonly allowedModels?: readonly string[] | undefined;
  /** Only this ProviderKey may be used, whatever the catalogue lists. */
  readonly pinnedProviderKeyId?: string | undefined;
};
