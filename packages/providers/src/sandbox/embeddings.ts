import { countAt, type JsonObject } from '@weir/protocol/json-read';
import { encodeFrame } from '@weir/protocol/sse';
import { createRandom, hashText } from './random.ts';
import { countInput } from './tokens.ts';
import type { Request, Voice } from './voice.ts';

const dimensionsDefault = 256;
const dimensionsMax = 4_096;
/** OpenAI's own limit; and of numbers in all, because the sandbox works inside the gateway's process. */
const inputsMax = 2_048;
const numbersMax = 524_288;

/** A text, a list of texts, a list of token numbers, or a list of such lists. */
function inputsOf({ input }: JsonObject): readonly unknown[] {
  if (typeof input === 'string') return [input];
  if (!Array.isArray(input) || input.length === 0) return [];
  return typeof input[0] === 'number' ? [input] : input;
}

/** A unit vector that follows from the text alone. */
function vectorOf(input: unknown, dimensions: number): number[] {
  const random = createRandom(hashText(JSON.stringify(input)));
  const raw = Array.from({ length: dimensions }, () => random.below(20_001) / 10_000 - 1);
  const length = Math.sqrt(raw.reduce((sum, value) => sum + value * value, 0)) || 1;
  return raw.map((value) => value / length);
}

function encoded(vector: readonly number[], format: unknown): string | readonly number[] {
  if (format !== 'base64') return vector;
  const floats = Float32Array.from(vector);
  return Buffer.from(floats.buffer).toString('base64');
}

function speak({ body, model }: Request): ReturnType<Voice['speak']> {
  const inputs = inputsOf(body);
  if (inputs.length === 0) return { kind: 'refused', message: 'input must be a text or a list of at least one.' };
  if (inputs.length > inputsMax) return { kind: 'refused', message: `input may have at most ${inputsMax} entries.` };
  const dimensions = Math.min(Math.max(1, countAt(body, 'dimensions') ?? dimensionsDefault), dimensionsMax);
  if (inputs.length * dimensions > numbersMax)
    return { kind: 'refused', message: `The sandbox embeds at most ${numbersMax} numbers in one call.` };
  const data = inputs.map((input, index) => ({
    object: 'embedding',
    index,
    embedding: encoded(vectorOf(input, dimensions), body['encoding_format']),
  }));
  const tokens = countInput(...inputs);
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  return { kind: 'whole', body: { object: 'list', data, model, usage }, outputTokens: 0 };
}

/** Embeddings, as OpenAI speaks them: vectors that are the same for the same text, and mean nothing. */
export const embeddings: Voice = {
  lastUserText: ({ input }) => (typeof input === 'string' ? input : ''),
  speak,
  errorFrame: () => encodeFrame(undefined, '{}'),
};
