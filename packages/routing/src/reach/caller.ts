import type { CustomPrice } from '@weir/catalog/price-book';
import type { Operation } from '@weir/protocol/operation';
import type { Route } from '../route-plan.ts';
import type { RoutingKey } from './model-request.ts';

/** A ProviderKey with what its owner says of it. */
export type ReachedKey = RoutingKey & {
  readonly name: string;
  readonly status: 'active' | 'trial' | 'disabled';
  readonly region?: string | undefined;
  readonly zeroRetention?: boolean | undefined;
  /** Against other keys of the same provider; 1 where absent. */
  readonly weight?: number | undefined;
};

/** Who calls, and what its project has: a Grant is one. */
export type Caller = {
  readonly config: {
    readonly providerKeys: readonly ReachedKey[];
    readonly customPrices: readonly CustomPrice[];
    readonly routes?: readonly Route[] | undefined;
  };
  /** The gateway key; absent for calls of Weir's own. */
  readonly key?: { readonly allowedModels?: readonly string[] | undefined };
  /** `providerKeyId`: the only one that the call may use. */
  readonly principal: { readonly providerKeyId?: string | undefined };
};

/** What a provider is to routing. `isLocal`: it answers inside the process and needs no key. */
export type Upstream = { readonly isLocal: boolean; readonly operations: readonly Operation[] };

/** The providers that there are. */
export type Upstreams = {
  readonly find: (id: string) => Upstream | undefined;
  /** Ids of the local ones. */
  readonly local: readonly string[];
};
