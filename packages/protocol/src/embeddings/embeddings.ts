import type { Usage } from '../usage.ts';

/** What a vector is for, where a vendor makes different ones: Google's task types, of which others know a few. */
export type EmbeddingPurpose =
  | 'query'
  | 'document'
  | 'similarity'
  | 'classification'
  | 'clustering'
  | 'question'
  | 'fact'
  | 'code_query';

export type EmbeddingsInput =
  | { readonly kind: 'text'; readonly text: string }
  /** Numbers of OpenAI's tokenizers. */
  | { readonly kind: 'tokens'; readonly tokens: readonly number[] };

/** The Operations that ask for embeddings, each in its dialect. */
export type EmbeddingsOperation = 'embeddings' | 'gemini_embed';

/** Texts to be turned into vectors, in words that both dialects can be read into. */
export type EmbeddingsRequest = {
  readonly dialect: EmbeddingsOperation;
  /** As the client wrote it. */
  readonly model: string;
  /** At least one. */
  readonly inputs: readonly EmbeddingsInput[];
  readonly dimensions?: number;
  readonly purpose?: EmbeddingPurpose;
  /** Of the one document. */
  readonly title?: string;
  readonly user?: string;
  /** How the client wants its answer: OpenAI's vectors in base64; Gemini's for one text, or for many. */
  readonly form: 'floats' | 'base64' | 'one' | 'many';
  /** Fields of the request's own dialect without a name above: they do not travel. */
  readonly foreign: readonly string[];
};

/** One vector as its vendor wrote it: numbers, or 32-bit floats (little-endian) in base64. */
export type Vector =
  | { readonly kind: 'floats'; readonly values: readonly number[] }
  | { readonly kind: 'base64'; readonly data: string };

/** Vectors in the order of the inputs. */
export type EmbeddingsAnswer = {
  readonly model?: string;
  readonly vectors: readonly Vector[];
  /** Absent: not reported. */
  readonly usage?: Usage;
};

/** The numbers of a vector; base64 gives each 32-bit float exactly. */
export function floatsOf(vector: Vector): readonly number[] {
  if (vector.kind === 'floats') return vector.values;
  const bytes = Buffer.from(vector.data, 'base64');
  const count = Math.floor(bytes.length / 4);
  return Array.from({ length: count }, (_, index) => bytes.readFloatLE(index * 4));
}

/** The vector in base64. Numbers that are no 32-bit floats are rounded to the nearest one. */
export function base64Of(vector: Vector): string {
  if (vector.kind === 'base64') return vector.data;
  const bytes = Buffer.alloc(vector.values.length * 4);
  for (const [index, value] of vector.values.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}
