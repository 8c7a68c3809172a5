import type { CustomPrice } from '@weir/catalog/price-book';
import { EgressFailure } from '@weir/egress/egress-failure';
import type { JsonAnswer } from '@weir/egress/fetch-json';
import { z } from 'zod';
import type { GatewayRequest } from '../gateway/gateway-client.ts';
import { type GatewayError, gatewayErrorOf, isGatewayFault } from '../gateway/gateway-error.ts';
import type { Services } from '../services.ts';
import type { Trial } from './trial.ts';
import { trialModels } from './trial-model.ts';

/** What to try, and with which configuration at the least. */
export type TrialTarget = {
  readonly organizationId: string;
  readonly projectId: string;
  readonly providerKeyId: string;
  readonly provider: string;
  readonly minConfigVersion: number;
  readonly customPrices: readonly CustomPrice[];
  /** Told how far it is, before it is done. */
  readonly onProgress: (trial: Trial) => Promise<void>;
};

/** `isDefinite`: the key cannot work as it stands. */
export type TrialOutcome = { readonly trial: Trial; readonly isDefinite: boolean };

type Asked = { readonly kind: 'answer'; readonly answer: JsonAnswer; readonly latencyMs: number } | Refused;
type Refused = { readonly kind: 'pending' | 'failed' | 'definite'; readonly error: Trial['error'] };

const listMs = 15_000;
const callMs = 30_000;
const shownModelsMax = 200;
const definiteCodes = new Set(['provider_key_refused', 'upstream_refused_address']);

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

function kindOf(error: GatewayError): Refused['kind'] {
  if (definiteCodes.has(error.code)) return 'definite';
  return isGatewayFault(error) ? 'pending' : 'failed';
}

async function ask(services: Services, target: TrialTarget, request: Omit<GatewayRequest, 'claims'>): Promise<Asked> {
  const { organizationId, projectId, providerKeyId, minConfigVersion } = target;
  const claims = { organizationId, projectId, providerKeyId, minConfigVersion, purpose: 'trial' } as const;
  const startedMs = services.now();
  try {
    const answer = await services.gateway.request({ ...request, claims });
    const error = gatewayErrorOf(answer);
    if (error === undefined) return { kind: 'answer', answer, latencyMs: services.now() - startedMs };
    return { kind: kindOf(error), error: { code: error.code, message: error.message } };
  } catch (error) {
    if (!(error instanceof EgressFailure)) throw error;
    const message = `The gateway could not be reached, so the key was not tried: ${error.message}.`;
    return { kind: 'pending', error: { code: 'gateway_unreachable', message } };
  }
}

/** Every provider takes a chat completion: the gateway translates. */
function oneTokenCall(provider: string, model: string, limit: string): Omit<GatewayRequest, 'claims'> {
  const body = { model: `${provider}/${model}`, messages: [{ role: 'user', content: 'Hi' }], [limit]: 1 };
  return { path: '/v1/chat/completions', body, totalMs: callMs };
}

/** Newer models know only the second name of the limit; where both fail the next model may do. */
function tries(models: readonly string[]): { model: string; limit: string }[] {
  const [first, second] = models;
  if (first === undefined) return [];
  const again = { model: first, limit: 'max_completion_tokens' };
  const next = second === undefined ? [] : [{ model: second, limit: 'max_tokens' }];
  return [{ model: first, limit: 'max_tokens' }, again, ...next];
}

type CallResult = { readonly call: Trial['call'] } | Refused;

async function callOnce(services: Services, target: TrialTarget, models: readonly string[]): Promise<CallResult> {
  const noModel = { code: 'no_model', message: 'The upstream lists no model that a call could be tried with.' };
  let last: Refused = { kind: 'failed', error: noModel };
  for (const { model, limit } of tries(models)) {
    const asked = await ask(services, target, oneTokenCall(target.provider, model, limit));
    if (asked.kind === 'answer') {
      const { headers } = asked.answer;
      const callId = headers['x-weir-call-id'] ?? null;
      const costUsd = headers['x-weir-cost-usd'] ?? null;
      return { call: { model, callId, costUsd, latencyMs: asked.latencyMs } };
    }
    last = asked;
    if (asked.kind !== 'failed') break;
  }
  return last;
}

function refusedOutcome(at: string, refused: Refused, found: Pick<Trial, 'models'>): TrialOutcome {
  const state = refused.kind === 'pending' ? 'pending' : 'failed';
  const error = refused.error === undefined ? {} : { error: refused.error };
  return { trial: { at, state, ...found, ...error }, isDefinite: refused.kind === 'definite' };
}

/**
 * Tries a provider key through the gateway, as any call would use it: lists the upstream's models, then makes one call of
 * one token with the cheapest. Never throws for what upstream or gateway do.
 */
export async function runTrial(services: Services, target: TrialTarget): Promise<TrialOutcome> {
  const at = new Date(services.now()).toISOString();
  await target.onProgress({ at, state: 'running' });
  const listing = await ask(services, target, {
    path: `/internal/provider-keys/${target.providerKeyId}/models`,
    totalMs: listMs,
  });
  if (listing.kind === 'pending' || listing.kind === 'definite') return refusedOutcome(at, listing, {});
  const ids =
    listing.kind === 'answer' ? modelList.safeParse(listing.answer.body).data?.data.map(({ id }) => id) : undefined;
  const found = ids === undefined ? {} : { models: { count: ids.length, ids: ids.slice(0, shownModelsMax) } };
  const { provider, customPrices: custom } = target;
  const models = trialModels({ provider, listed: ids, custom, atMs: services.now() });
  // That a provider has no list is no failure of the key; that its list could not be had is told rather than "no model".
  const isUnlisted = listing.kind === 'failed' && listing.error?.code === 'unsupported_endpoint';
  if (models.length === 0 && listing.kind === 'failed' && !isUnlisted) return refusedOutcome(at, listing, found);
  await target.onProgress({ at, state: 'running', ...found });
  const result = await callOnce(services, target, models);
  if ('kind' in result) return refusedOutcome(at, result, found);
  return {
    trial: { at, state: 'ok', ...found, ...(result.call === undefined ? {} : { call: result.call }) },
    isDefinite: false,
  };
}
