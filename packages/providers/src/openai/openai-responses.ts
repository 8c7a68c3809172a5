import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { responses } from '@weir/protocol/dialects/responses/responses';
import { asObject, type JsonObject, textAt } from '@weir/protocol/json-read';
import type { ChatUpstream } from '../provider.ts';
import { chatUpstream } from '../shared/chat-upstream.ts';
import { type GptTraits, gptLacks, gptTraits, nearestEffort } from './gpt-traits.ts';

function hasAudio({ turns, modalities, audio }: ChatRequest): boolean {
  const isHeard = turns.some((turn) => turn.parts.some((part) => part.kind === 'audio'));
  return isHeard || audio !== undefined || modalities?.includes('audio') === true;
}

/** True for what only Chat Completions can do: the Responses API has no such fields. */
export function needsChatCompletions(request: ChatRequest): boolean {
  const { stop, seed, n, frequencyPenalty, presencePenalty, logitBias } = request.sampling;
  const penalties = [frequencyPenalty, presencePenalty];
  return (
    (stop !== undefined && stop.length > 0) ||
    seed !== undefined ||
    (n !== undefined && n !== 1) ||
    penalties.some((penalty) => penalty !== undefined && penalty !== 0) ||
    (logitBias !== undefined && Object.keys(logitBias).length > 0) ||
    hasAudio(request) ||
    (request.dialect === 'chat' && (request.native?.['prediction'] ?? null) !== null)
  );
}

function withEffort(body: JsonObject, traits: GptTraits): JsonObject {
  const reasoning = asObject(body['reasoning']);
  const effort = textAt(reasoning, 'effort');
  if (effort === undefined) return body;
  return { ...body, reasoning: { ...reasoning, effort: nearestEffort(traits, effort) } };
}

/** OpenAI's models over the Responses API, for clients of other dialects. */
export function openaiResponses(request: ChatRequest, model: string): ChatUpstream {
  const traits = gptTraits(model);
  return chatUpstream({
    dialect: responses,
    path: '/responses',
    name: 'OpenAI',
    signer: 'openai',
    lacks: gptLacks(traits, request.reasoning?.effort),
    ...(traits.reasons === undefined ? {} : { model: { reasons: traits.reasons } }),
    bodyOf: (body) => withEffort(body, traits),
  });
}
