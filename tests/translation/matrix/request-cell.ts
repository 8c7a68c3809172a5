import type { Feature } from '@weir/protocol/canonical/features';
import { WeirError } from '@weir/protocol/errors';
import { asObject, type JsonObject } from '@weir/protocol/json-read';
import type { ChatOperation } from '@weir/protocol/operation';
import type { ChatUpstream, Provider, ProviderTarget } from '@weir/providers/provider';
import { dialects } from '../dialects.ts';
import type { Language } from '../stated/upstream-language.ts';
import { type Probe, plain, probes, replayOf } from './probes.ts';
import type { Column } from './targets.ts';

/** What became of a wish on its way to an upstream, and in which language it went. */
export type Passage = {
  /** `carried`: it stands in what is sent. `silent` is a defect: neither sent nor said. */
  readonly fate: 'carried' | 'dropped' | 'refused' | 'silent';
  readonly language: Language | undefined;
};

/** A client's own words: it carries seals of any vendor. */
const nobody = { name: 'nobody', model: plain.model, signer: 'anthropic', lacks: new Set<Feature>() };

/** Names of files go missing without their content: that is said, and is no loss of the feature. */
const detail = /(filename|title|displayName)$/;

type Asked = { readonly body: JsonObject; readonly streaming: boolean };

function parsed(operation: ChatOperation, { body, streaming }: Asked) {
  const sent = asObject(JSON.parse(JSON.stringify({ model: plain.model, ...body }))) ?? {};
  return dialects[operation].parseRequest(sent, { model: plain.model, streaming });
}

/** The request pair in the words of a client's dialect; undefined where the dialect cannot say it. */
function inDialect(operation: ChatOperation, probe: Probe): { without: Asked; with: Asked } | undefined {
  const write = (request: typeof plain): { asked: Asked; dropped: readonly string[] } => {
    const { body, dropped } = dialects[operation].encodeRequest({ ...request, dialect: operation }, nobody);
    return { asked: { body, streaming: request.streaming }, dropped };
  };
  try {
    if (probe.kind === 'written') {
      const fields = probe.fields[operation];
      const { asked } = write(plain);
      return fields === undefined
        ? undefined
        : {
            without: { ...asked, body: { ...asked.body, ...probe.beside?.[operation] } },
            with: { ...asked, body: { ...asked.body, ...fields } },
          };
    }
    const without = write(probe.without);
    const other = write(probe.with);
    const says = JSON.stringify(other.asked) !== JSON.stringify(without.asked);
    return says && other.dropped.length <= without.dropped.length
      ? { without: without.asked, with: other.asked }
      : undefined;
  } catch (error) {
    if (error instanceof WeirError) return undefined;
    throw error;
  }
}

function wireOf(upstream: ChatUpstream, request: ReturnType<typeof parsed>, target: ProviderTarget) {
  const { http, dropped } = upstream.toHttp(request, target);
  const { url, headers, body } = http;
  return { wire: JSON.stringify([url, headers, body.toString()]), dropped };
}

type Attempt = { readonly provider: Provider; readonly target: ProviderTarget; readonly probe: Probe };

function passage(operation: ChatOperation, { provider, target, probe }: Attempt): Passage | undefined {
  const asked = inDialect(operation, probe);
  if (asked === undefined) return undefined;
  const request = parsed(operation, asked.with);
  const upstream = provider.chat?.(request, target.model);
  if (upstream === undefined) return { fate: 'refused', language: undefined };
  const { language } = upstream;
  try {
    const base = parsed(operation, asked.without);
    const without = wireOf(provider.chat?.(base, target.model) ?? upstream, base, target);
    const other = wireOf(upstream, request, target);
    const lost = other.dropped.filter((field) => !without.dropped.includes(field) && !detail.test(field));
    if (lost.length > 0) return { fate: 'dropped', language };
    return { fate: other.wire === without.wire ? 'silent' : 'carried', language };
  } catch (error) {
    if (error instanceof WeirError && error.entry.status === 400) return { fate: 'refused', language };
    throw error;
  }
}

const ranks = ['carried', 'dropped', 'silent', 'refused'] as const;

/** Reasoning is replayed to whoever sealed it. */
function probesOf(feature: Feature): Probe[] {
  if (feature !== 'reasoning_replay') return [probes[feature]];
  return ['anthropic', 'openai', 'gemini'].map(replayOf);
}

/** The best that becomes of a feature at a provider, over its models; undefined where the client's dialect cannot say it. */
export function requestPassage(operation: ChatOperation, { provider, targets }: Column, feature: Feature) {
  const found = targets.flatMap((target) =>
    probesOf(feature).flatMap((probe) => passage(operation, { provider, target, probe }) ?? []),
  );
  for (const rank of ranks) {
    const best = found.find(({ fate }) => fate === rank);
    if (best !== undefined) return best;
  }
  return undefined;
}

/** True where the client speaks to the provider in its own dialect: bytes pass untouched, whatever they say. */
export function passesThrough(operation: ChatOperation, { provider, targets }: Column): boolean {
  return targets.some(({ model }) => (provider.operationsFor?.(model) ?? provider.operations).includes(operation));
}
