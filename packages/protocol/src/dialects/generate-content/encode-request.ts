import type { EncodedRequest } from '../../canonical/chat-dialect.ts';
import type { ChatRequest } from '../../canonical/chat-request.ts';
import { defined } from '../../canonical/fields.ts';
import { type EncodeTarget, Losses } from '../../canonical/losses.ts';
import type { JsonObject } from '../../json-read.ts';
import { encodeConfig } from './encode-config.ts';
import { encodeToolConfig, encodeTools } from './encode-tools.ts';
import { encodeTurns } from './encode-turns.ts';
import { type Writing, writingFor } from './writing.ts';

/** Tiers by other vendors' words; those that mean what happens anyway are not said. */
const idleTiers: ReadonlySet<string> = new Set(['auto', 'default', 'standard', 'standard_only', 'on_demand']);
const knownTiers: ReadonlySet<string> = new Set(['flex', 'priority']);

function tierOf({ serviceTier }: ChatRequest, { own, losses }: Writing): string | undefined {
  if (serviceTier === undefined || own) return serviceTier;
  if (idleTiers.has(serviceTier)) return undefined;
  if (!knownTiers.has(serviceTier)) losses.cannot('service_tier');
  else if (losses.can('service_tier')) return serviceTier;
  return undefined;
}

/** What this dialect has no words for. */
function noteOthers(request: ChatRequest, { losses }: Writing): void {
  if (request.user !== undefined) losses.cannot('user');
  if (request.metadata !== undefined && Object.keys(request.metadata).length > 0) losses.cannot('metadata');
  if (request.promptCacheKey !== undefined) losses.cannot('prompt_cache_key');
  if (request.promptCacheRetention !== undefined) losses.cannot('prompt_cache_retention');
  if (request.cache !== undefined) losses.cannot('prompt_cache');
  if (request.store === true) losses.cannot('store');
  if (request.previousResponseId !== undefined) losses.cannot('previous_response');
}

/** Fields of the body itself; dotted names belong to its objects. */
function ownFields(native: JsonObject | undefined): JsonObject {
  return Object.fromEntries(Object.entries(native ?? {}).filter(([name]) => !name.includes('.')));
}

/** Writes a request; the model and whether to stream go into the path. */
export function encodeRequest(request: ChatRequest, target: EncodeTarget): EncodedRequest {
  const losses = new Losses(request, target);
  const writing = writingFor(target, losses, request.dialect);
  const { own } = writing;
  if (request.streaming) losses.can('streaming');
  noteOthers(request, writing);
  if (!own) losses.foreign(request.native);
  const { systemInstruction, contents } = encodeTurns(request.turns, writing);
  const body: JsonObject = {
    ...defined({ systemInstruction }),
    contents,
    ...defined({
      tools: encodeTools(request, writing),
      toolConfig: encodeToolConfig(request, writing),
      generationConfig: encodeConfig(request, writing),
      serviceTier: tierOf(request, writing),
    }),
    ...(own ? ownFields(request.native) : {}),
  };
  return { body, dropped: losses.dropped };
}
