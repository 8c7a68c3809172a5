import { asList, asObject, type JsonObject, listAt, textAt } from '../json-read.ts';
import type { Vector } from './embeddings.ts';

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** The vector that a list of numbers or a text in base64 is; undefined for anything else. */
export function vectorOf(value: unknown): Vector | undefined {
  if (typeof value === 'string') return { kind: 'base64', data: value };
  const values = asList(value);
  return values.length > 0 && values.every(isNumber) ? { kind: 'floats', values } : undefined;
}

/** All of `values` as vectors; undefined where one of them is none, or there is none at all. */
export function vectorsOf(values: readonly unknown[]): readonly Vector[] | undefined {
  const vectors = values.flatMap((value) => vectorOf(value) ?? []);
  return vectors.length === values.length && values.length > 0 ? vectors : undefined;
}

/** The vectors of OpenAI's answer, by their `index`, whatever order they come in. */
export function openaiVectors(body: JsonObject): readonly Vector[] | undefined {
  const entries = listAt(body, 'data').map(asObject);
  const ordered = entries.toSorted((a, b) => Number(a?.['index'] ?? 0) - Number(b?.['index'] ?? 0));
  return vectorsOf(ordered.map((entry) => entry?.['embedding']));
}

/** The name that an answer gives of its model. */
export function modelIn(body: JsonObject): { readonly model?: string } {
  const model = textAt(body, 'model');
  return model === undefined ? {} : { model };
}
