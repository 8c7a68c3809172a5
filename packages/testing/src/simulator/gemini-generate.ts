import type { JsonObject } from '@weir/protocol/json-read';
import { answerPieces } from './answer-text.ts';
import type { SimulatedUsage } from './behaviour.ts';
import type { SimulatedRequest } from './request.ts';
import { type Answer, frame } from './script.ts';

/** Usage as Gemini reports it: the prompt with what was cached in it, thoughts beside the candidates. */
export function geminiUsage(usage: SimulatedUsage): JsonObject {
  const prompt = usage.input + usage.cacheRead + usage.cacheWrite5m;
  return {
    promptTokenCount: prompt,
    candidatesTokenCount: usage.output,
    totalTokenCount: prompt + usage.output + usage.reasoning,
    ...(usage.cacheRead > 0 ? { cachedContentTokenCount: usage.cacheRead } : {}),
    ...(usage.reasoning > 0 ? { thoughtsTokenCount: usage.reasoning } : {}),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: prompt }],
  };
}

function answer(request: SimulatedRequest, part: JsonObject, finishReason?: string): JsonObject {
  const { behaviour, model, id } = request;
  const content = { role: 'model', parts: [part] };
  return {
    candidates: [{ content, index: 0, ...(finishReason === undefined ? {} : { finishReason }) }],
    ...(behaviour.nousage === undefined ? { usageMetadata: geminiUsage(behaviour.usage) } : {}),
    modelVersion: model,
    responseId: id,
  };
}

/** A call comes whole, in one part; text in pieces. */
function partsOf(request: SimulatedRequest): readonly JsonObject[] {
  const { behaviour, id } = request;
  const { tool } = behaviour;
  if (tool !== undefined) return [{ functionCall: { id: `call_${id}`, name: tool, args: { place: 'Basel' } } }];
  return answerPieces(request).map((text) => ({ text }));
}

/** A whole answer of generateContent. */
export function generateBody(request: SimulatedRequest): unknown {
  const parts = partsOf(request);
  const [first = { text: '' }] = parts;
  const part = 'text' in first ? { text: parts.map(({ text }) => text).join('') } : first;
  return answer(request, part, request.behaviour.finish ?? 'STOP');
}

/** A stream of streamGenerateContent: usage in every chunk, whole with the last, which also says why it ended. */
export function generateStream(request: SimulatedRequest): Answer {
  const end = answer(request, { text: '' }, request.behaviour.finish ?? 'STOP');
  const error = { code: 503, message: 'The model is overloaded. Please try again later.', status: 'UNAVAILABLE' };
  return {
    opening: [],
    content: partsOf(request).map((part) => frame(answer(request, part))),
    closing: [{ bytes: frame(end), reportsUsage: true }],
    errorFrame: frame({ error }),
  };
}

/** A count of tokens, which is not charged. */
export function geminiCountBody({ behaviour }: SimulatedRequest): unknown {
  return { totalTokens: behaviour.usage.input };
}

/** One vector (embedContent). */
export function geminiEmbedBody({ random, behaviour }: SimulatedRequest): unknown {
  const values = Array.from({ length: 8 }, () => random.between(-1_000, 1_000) / 1_000);
  return { embedding: { values }, usageMetadata: { promptTokenCount: behaviour.usage.input } };
}
