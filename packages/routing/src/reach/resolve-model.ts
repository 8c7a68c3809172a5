import type { ErrorCode } from '@weir/protocol/errors';
import { isAllowed } from '../allowed-models.ts';
import type { Explanation, Target } from '../target.ts';
import type { ModelRequest } from './model-request.ts';
import { type Resolution, resolveName } from './resolve-name.ts';

export type ResolvedModel = {
  readonly kind: 'model';
  /** All that the name stands for and that may and can serve, in the project's order; at least one. */
  readonly targets: readonly Target[];
  readonly explanation: Explanation;
};

/** Why no Target is left: a code of the error catalogue and what the caller can do about it. */
export type ModelRefusal = {
  readonly kind: 'refusal';
  readonly code: Extract<ErrorCode, 'model_not_found' | 'model_not_allowed' | 'unsupported_capability'>;
  readonly message: string;
  readonly explanation: Explanation;
};

type Exclusion = Extract<ModelRefusal['code'], 'model_not_allowed' | 'unsupported_capability'>;

function exclusionOf(target: Target, request: ModelRequest): { code: Exclusion; reason: string } | undefined {
  if (!isAllowed(target, request.allowedModels)) {
    return { code: 'model_not_allowed', reason: 'the gateway key does not allow this model' };
  }
  if (request.operationsOf(target.provider)?.includes(request.operation) === true) return undefined;
  return { code: 'unsupported_capability', reason: `${target.provider} does not speak ${request.operation}` };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

const words: Readonly<Record<Exclusion, (request: ModelRequest, providers: readonly string[]) => string>> = {
  model_not_allowed: ({ requestedModel, allowedModels = [] }) =>
    `This gateway key may not use \`${requestedModel}\`. It may use ${quoted(allowedModels)}; ask its owner for more.`,
  unsupported_capability: ({ requestedModel, operation }, providers) =>
    `\`${requestedModel}\` is served by ${quoted(providers)}, which does not speak ${operation}. ` +
    'Call an endpoint of its own dialect, or name a model of a provider that speaks this one.',
};

function refusal(code: ModelRefusal['code'], message: string, explanation: Explanation): ModelRefusal {
  return { kind: 'refusal', code, message, explanation };
}

function choose(request: ModelRequest, resolution: Resolution): ResolvedModel | ModelRefusal {
  const judged = resolution.candidates.map((target) => ({ target, exclusion: exclusionOf(target, request) }));
  const considered = [
    ...judged.map(({ target, exclusion }) =>
      exclusion === undefined ? target : { ...target, excluded: exclusion.reason },
    ),
    ...resolution.excluded,
  ];
  const { requestedModel } = request;
  const explanation = { requestedModel, resolvedBy: resolution.resolvedBy, considered };
  const targets = judged.flatMap(({ target, exclusion }) => (exclusion === undefined ? [target] : []));
  if (targets.length > 0) return { kind: 'model', targets, explanation };
  // What would be fixed by another endpoint is said first: the caller can do that alone.
  const codes = judged.flatMap(({ exclusion }) => (exclusion === undefined ? [] : [exclusion.code]));
  const code = codes.find((candidate) => candidate === 'unsupported_capability') ?? codes[0];
  if (code === undefined) return refusal('model_not_found', resolution.advice, explanation);
  const providers = [...new Set(judged.map(({ target }) => target.provider))];
  return refusal(code, words[code](request, providers), explanation);
}

/**
 * The targets that a model's name stands for, that the gateway key allows and that speak the operation, and why no
 * others. The same request gives the same answer.
 */
export function resolveModel(request: ModelRequest): ResolvedModel | ModelRefusal {
  return choose(request, resolveName(request));
}
