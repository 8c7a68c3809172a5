import { floatsOf } from '@weir/protocol/embeddings/embeddings';
import { encodeEmbeddings } from '@weir/protocol/embeddings/encode-embeddings';
import { parseGeminiEmbeddings } from '@weir/protocol/embeddings/parse-gemini';
import { parseOpenaiEmbeddings } from '@weir/protocol/embeddings/parse-openai';
import { asObject, listAt } from '@weir/protocol/json-read';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import type { EmbeddingsUpstream } from './provider.ts';
import { provider } from './registry.ts';

/*
 * Every recorded answer with embeddings, whatever its vendor's words, against a plain reading of its own: the vectors of
 * it, number by number, and its tokens.
 */

const kinds = /^(embeddings|embed|embedContent|predict|invoke)$/;
const proves = 'that recorded embeddings of every vendor reach both dialects exactly';
const records = readTraffic(
  proves,
  (record) => record.response_status === 200 && kinds.test(record.endpoint_kind),
).filter(({ endpoint, endpoint_kind: kind }) => (kind !== 'invoke' && kind !== 'predict') || /embed/.test(endpoint));

/** A vendor's JSON, read plainly. */
type Json = ReturnType<typeof JSON.parse>;

/** Records of other endpoints than those that are asked here, each with why. */
function exclusionOf({ endpoint, provider: vendor, response_body: body }: TrafficRecord): string | undefined {
  if (vendor === 'ollama' && endpoint.startsWith('/api/')) return "Ollama's own language, which is not asked";
  if (vendor === 'perplexity') return 'bytes of 8-bit numbers, which its clients decode themselves';
  return body.trim() === '' ? 'no body' : undefined;
}

function upstreamOf({ endpoint, endpoint_kind: kind }: TrafficRecord): EmbeddingsUpstream | undefined {
  const model = decodeURIComponent(/\/models?\/([^/]+?)(?::\w+|\/invoke)$/.exec(endpoint)?.[1] ?? 'm');
  if (kind === 'embed') return provider('cohere')?.embeddings?.(model);
  if (kind === 'embedContent') return provider('gemini')?.embeddings?.(model);
  if (kind === 'predict') return provider('vertex')?.embeddings?.(model);
  return kind === 'invoke' ? provider('bedrock')?.embeddings?.(model) : provider('openai')?.embeddings?.(model);
}

function plainVectors(body: Json): unknown[] {
  const list = body.data ?? body.predictions ?? body.embeddings?.float ?? body.embeddings ?? [body.embedding];
  return list.map((one: Json) =>
    Array.isArray(one) ? one : (one.embedding ?? one.embeddings?.values ?? one.values ?? one),
  );
}

function plainTokens(body: Json): number | undefined {
  const counts = body.predictions?.map((one: Json) => one.embeddings.statistics?.token_count);
  return (
    body.usage?.prompt_tokens ??
    body.usage?.total_tokens ??
    body.usageMetadata?.promptTokenCount ??
    body.meta?.billed_units?.input_tokens ??
    body.inputTextTokenCount ??
    counts?.reduce((sum: number, count: number) => sum + count, 0)
  );
}

/** Numbers of a vector, from base64 by a reading of its own. */
function numbers(vector: unknown): readonly number[] {
  if (typeof vector !== 'string') return Array.isArray(vector) ? vector : [];
  const bytes = Buffer.from(vector, 'base64');
  return [...new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))];
}

const tried = records.filter((record) => exclusionOf(record) === undefined && !isBare(record));

/** Gemini's answer to one text is read on the pass-through lane alone: others are asked for many. */
function isBare({ endpoint }: TrafficRecord): boolean {
  return endpoint.endsWith(':embedContent');
}

describe('recorded embeddings', () => {
  it.each(tried.map((record) => [`${record.id} ${record.provider} ${record.endpoint_kind}`, record] as const))(
    '%s: vectors and tokens are those of the record',
    (_name, record) => {
      const body = JSON.parse(record.response_body);
      const headers = Object.fromEntries(
        Object.entries(record.response_headers).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const answer = upstreamOf(record)?.fromBody(Buffer.from(record.response_body), headers);
      const vectors = plainVectors(body).map(numbers);
      expect(answer?.vectors.map(floatsOf)).toEqual(vectors);
      const counted = Number(headers['x-amzn-bedrock-input-token-count']);
      expect(answer?.usage?.input).toBe(plainTokens(body) ?? (Number.isNaN(counted) ? undefined : counted));
      if (answer === undefined) return;
      const inputs = vectors.map(() => 'a');
      const openai = encodeEmbeddings(answer, parseOpenaiEmbeddings({ input: inputs, encoding_format: 'base64' }, 'm'));
      const encoded = listAt(openai, 'data').map((one) => numbers(asObject(one)?.['embedding']));
      expect(encoded).toEqual(vectors.map((vector) => vector.map(Math.fround)));
      const requests = inputs.map((text) => ({ content: { parts: [{ text }] } }));
      const gemini = encodeEmbeddings(answer, parseGeminiEmbeddings({ requests }, 'm'));
      expect(gemini['embeddings']).toEqual(vectors.map((values) => ({ values })));
    },
  );

  it('leaves out those of endpoints that nobody asks, and no others', () => {
    const left = records.flatMap((record) => exclusionOf(record) ?? []);
    process.stdout.write(`embeddings tried: ${tried.length}; left out: ${left.length}\n`);
    if (records.length === 0) return;
    expect(left.length).toBeLessThanOrEqual(2);
    expect(tried.length).toBeGreaterThan(40);
  });

  it('is never read where it was cut', () => {
    for (const record of tried.slice(0, 10)) {
      const cut = Buffer.from(record.response_body.slice(0, -2));
      expect(upstreamOf(record)?.fromBody(cut, {})).toBeUndefined();
    }
  });
});
