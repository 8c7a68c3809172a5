import type { Considered, ResolvedBy, Target } from '../target.ts';
import type { ModelRequest, RoutingKey } from './model-request.ts';

/** What a requested model can stand for: targets in order, those left out, and what to say when there is none. */
export type Resolution = {
  readonly resolvedBy: ResolvedBy;
  readonly candidates: readonly Target[];
  readonly excluded: readonly Considered[];
  readonly advice: string;
};

function localHint({ localProviders }: ModelRequest): string {
  return localProviders.map((provider) => ` \`${provider}/chat\` answers without any provider key.`).join('');
}

type Prefixed = { readonly provider: string; readonly model: string };

function splitPrefix(requestedModel: string): Prefixed | undefined {
  const slash = requestedModel.indexOf('/');
  const model = requestedModel.slice(slash + 1);
  return slash <= 0 || model === '' ? undefined : { provider: requestedModel.slice(0, slash), model };
}

function targetOf(key: RoutingKey, model: string): Target {
  return { provider: key.provider, providerKeyId: key.id, model };
}

function byPinnedKey(request: ModelRequest, pinned: string, prefix: Prefixed | undefined): Resolution {
  const key = request.providerKeys.find(({ id }) => id === pinned);
  const model = prefix !== undefined && prefix.provider === key?.provider ? prefix.model : request.requestedModel;
  return {
    resolvedBy: 'pinned key',
    candidates: key === undefined ? [] : [targetOf(key, model)],
    excluded: [],
    advice: 'The provider key that this call is bound to is no longer there.',
  };
}

function adviceFor(request: ModelRequest, prefix: Prefixed | undefined): string {
  const { requestedModel, providerKeys, operationsOf } = request;
  if (prefix !== undefined && operationsOf(prefix.provider) !== undefined) {
    return `This project has no provider key for \`${prefix.provider}\`. Store one, then call again.${localHint(request)}`;
  }
  const first = providerKeys[0];
  if (first === undefined) return `This project has no provider key yet. Store one first.${localHint(request)}`;
  return (
    `No provider key of this project is known to serve \`${requestedModel}\`. Name its provider, as in ` +
    `\`${first.provider}/${requestedModel}\`, or store a key of a provider that serves it.${localHint(request)}`
  );
}

function byBareName(request: ModelRequest, prefix: Prefixed | undefined): Resolution {
  const model = request.requestedModel;
  const serving = request.providerKeys.filter((key) => request.serves(key.provider, model));
  const others = request.providerKeys.filter((key) => !serving.includes(key));
  return {
    resolvedBy: 'bare name',
    candidates: serving.map((key) => targetOf(key, model)),
    excluded: others.map((key) => ({
      ...targetOf(key, model),
      excluded: `the catalogue does not list this model at ${key.provider}`,
    })),
    advice: adviceFor(request, prefix),
  };
}

/**
 * What the client's `model` stands for: with the call bound to one key, that key; `provider/model`, split at the first
 * slash, where the project has a key for the provider; a local provider by its prefix; else a name that the catalogue lists
 * at one of the project's keys, in their order.
 */
export function resolveName(request: ModelRequest): Resolution {
  const prefix = splitPrefix(request.requestedModel);
  if (request.pinnedProviderKeyId !== undefined) return byPinnedKey(request, request.pinnedProviderKeyId, prefix);
  if (prefix === undefined) return byBareName(request, prefix);
  const { provider, model } = prefix;
  if (request.localProviders.includes(provider)) {
    return { resolvedBy: 'sandbox', candidates: [{ provider, model }], excluded: [], advice: '' };
  }
  const keys = request.providerKeys.filter((key) => key.provider === provider);
  if (keys.length === 0) return byBareName(request, prefix);
  const candidates = keys.map((key) => targetOf(key, model));
  return { resolvedBy: 'provider/model', candidates, excluded: [], advice: '' };
}
