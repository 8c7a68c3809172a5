import { writeUsage as writeGeminiUsage } from '../dialects/generate-content/generate-usage.ts';
import type { JsonObject } from '../json-read.ts';
import { base64Of, type EmbeddingsAnswer, type EmbeddingsRequest, floatsOf } from './embeddings.ts';

/** Nothing where nothing was reported. */
function openaiUsage({ usage }: EmbeddingsAnswer): JsonObject {
  if (usage?.input === undefined) return {};
  return { usage: { prompt_tokens: usage.input, total_tokens: usage.input } };
}

function openaiAnswer(answer: EmbeddingsAnswer, { form, model }: EmbeddingsRequest): JsonObject {
  const data = answer.vectors.map((vector, index) => ({
    object: 'embedding',
    index,
    embedding: form === 'base64' ? base64Of(vector) : floatsOf(vector),
  }));
  return { object: 'list', data, model: answer.model ?? model, ...openaiUsage(answer) };
}

function geminiAnswer({ vectors, usage }: EmbeddingsAnswer, { form }: EmbeddingsRequest): JsonObject {
  const embeddings = vectors.map((vector) => ({ values: floatsOf(vector) }));
  const { promptTokenCount, totalTokenCount } = usage === undefined ? {} : writeGeminiUsage(usage);
  const usageMetadata = promptTokenCount === undefined ? {} : { usageMetadata: { promptTokenCount, totalTokenCount } };
  return form === 'one' ? { embedding: embeddings[0], ...usageMetadata } : { embeddings, ...usageMetadata };
}

/** The answer in the words of the client's dialect. */
export function encodeEmbeddings(answer: EmbeddingsAnswer, request: EmbeddingsRequest): JsonObject {
  return request.dialect === 'embeddings' ? openaiAnswer(answer, request) : geminiAnswer(answer, request);
}
