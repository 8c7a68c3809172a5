import type { SimulatedRequest } from './request.ts';

const dimensions = 8;

/** Embeddings of each input; only input tokens are charged. */
export function embeddingsBody(request: SimulatedRequest): unknown {
  const embedding = () => Array.from({ length: dimensions }, () => request.random.between(-1_000, 1_000) / 1_000);
  const { input } = request.behaviour.usage;
  return {
    object: 'list',
    data: Array.from({ length: request.inputs }, (_, index) => ({
      object: 'embedding',
      index,
      embedding: embedding(),
    })),
    model: request.model,
    ...(request.behaviour.nousage === undefined ? { usage: { prompt_tokens: input, total_tokens: input } } : {}),
  };
}
