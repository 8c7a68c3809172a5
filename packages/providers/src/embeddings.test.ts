import type { EmbeddingsRequest } from '@weir/protocol/embeddings/embeddings';
import { describe, expect, it } from 'vitest';
import { operationsAt } from './operations-at.ts';
import type { ProviderTarget } from './provider.ts';
import { provider, providers } from './registry.ts';

const request: EmbeddingsRequest = {
  dialect: 'embeddings',
  model: 'm',
  inputs: [{ kind: 'text', text: 'a quill' }],
  dimensions: 64,
  purpose: 'query',
  form: 'floats',
  foreign: [],
};

const google = { region: 'europe-west1', projectId: 'quill' };
const asked: readonly (readonly [string, Omit<ProviderTarget, 'baseUrl'>, string, object])[] = [
  [
    'azure',
    { model: 'my-embedder' },
    '/openai/v1/embeddings',
    { model: 'my-embedder', input: ['a quill'], dimensions: 64, encoding_format: 'float' },
  ],
  [
    'azure',
    { model: 'my-embedder', settings: { apiVersion: '2024-10-21' } },
    '/openai/deployments/my-embedder/embeddings?api-version=2024-10-21',
    { model: 'my-embedder', input: ['a quill'], dimensions: 64, encoding_format: 'float' },
  ],
  [
    'databricks',
    { model: 'bge' },
    '/serving-endpoints/embeddings',
    { model: 'bge', input: ['a quill'], dimensions: 64, encoding_format: 'float' },
  ],
  [
    'mistral',
    { model: 'codestral-embed' },
    '/v1/embeddings',
    { model: 'codestral-embed', input: ['a quill'], output_dimension: 64, encoding_format: 'float' },
  ],
  [
    'openrouter',
    { model: 'x/y' },
    '/v1/embeddings',
    { model: 'x/y', input: ['a quill'], dimensions: 64, encoding_format: 'float', input_type: 'query' },
  ],
  [
    'gemini',
    { model: 'gemini-embedding-001' },
    '/v1beta/models/gemini-embedding-001:batchEmbedContents',
    {
      requests: [
        {
          model: 'models/gemini-embedding-001',
          content: { parts: [{ text: 'a quill' }] },
          taskType: 'RETRIEVAL_QUERY',
          outputDimensionality: 64,
        },
      ],
    },
  ],
  [
    'vertex',
    { model: 'gemini-embedding-001', settings: google },
    '/v1beta1/projects/quill/locations/europe-west1/publishers/google/models/gemini-embedding-001:predict',
    {
      instances: [{ content: 'a quill', task_type: 'RETRIEVAL_QUERY' }],
      parameters: { outputDimensionality: 64 },
    },
  ],
  [
    'vertex',
    { model: 'google/gemini-embedding-2', settings: google },
    '/v1beta1/projects/quill/locations/europe-west1/publishers/google/models/gemini-embedding-2:embedContent',
    {
      content: { parts: [{ text: 'a quill' }] },
      embedContentConfig: { taskType: 'RETRIEVAL_QUERY', outputDimensionality: 64 },
    },
  ],
  [
    'cohere',
    { model: 'embed-v4.0' },
    '/v2/embed',
    {
      model: 'embed-v4.0',
      texts: ['a quill'],
      input_type: 'search_query',
      embedding_types: ['float'],
      output_dimension: 64,
    },
  ],
  [
    'bedrock',
    { model: 'cohere.embed-v4:0' },
    '/model/cohere.embed-v4%3A0/invoke',
    { texts: ['a quill'], input_type: 'search_query', embedding_types: ['float'], output_dimension: 64 },
  ],
  [
    'bedrock',
    { model: 'amazon.titan-embed-text-v2:0' },
    '/model/amazon.titan-embed-text-v2%3A0/invoke',
    { inputText: 'a quill', dimensions: 64 },
  ],
];

describe('a request for embeddings', () => {
  it.each(asked)('goes to %s in its words: %j', (...[id, target, path, body]) => {
    const { http } =
      provider(id)
        ?.embeddings?.(target.model)
        ?.toHttp(request, { ...target, baseUrl: 'https://host' }) ?? {};
    expect(http?.url).toBe(`https://host${path}`);
    expect(JSON.parse(http?.body.toString() ?? 'null')).toEqual(body);
  });

  const text = { kind: 'text', text: 'a quill' } as const;
  const refused: readonly (readonly [string, string, Partial<EmbeddingsRequest>, string])[] = [
    ['gemini', 'gemini-embedding-001', { inputs: [{ kind: 'tokens', tokens: [1] }] }, 'input'],
    ['vertex', 'gemini-embedding-001', { inputs: [text, text] }, 'input'],
    ['cohere', 'embed-v4.0', { inputs: Array.from({ length: 97 }, () => text) }, 'input'],
    ['bedrock', 'amazon.titan-embed-text-v1', {}, 'dimensions'],
    ['bedrock', 'cohere.embed-english-v3', { dialect: 'gemini_embed' }, 'outputDimensionality'],
  ];
  it.each(refused)('that %s cannot take for %s is refused by the name of the field', (...[id, model, more, field]) => {
    const upstream = provider(id)?.embeddings?.(model);
    expect(() => upstream?.toHttp({ ...request, ...more }, { model, baseUrl: 'https://host' })).toThrow(
      expect.objectContaining({ code: 'unsupported_capability', field }),
    );
  });

  it('names what was left out as its client does', () => {
    const wanted: EmbeddingsRequest = { ...request, dialect: 'gemini_embed', title: 't', foreign: ['autoTruncate'] };
    const upstream = provider('openai')?.embeddings?.('text-embedding-3-small');
    const { dropped } = upstream?.toHttp(wanted, { model: 'm', baseUrl: 'https://host/v1' }) ?? {};
    expect(dropped).toEqual(['autoTruncate', 'taskType', 'title']);
  });
});

describe('what a client can ask of a provider', () => {
  it('are embeddings in both dialects where it makes any, and counts and completions where it converses', () => {
    for (const one of providers()) {
      const reachable = operationsAt(one);
      expect(reachable.includes('gemini_embed'), one.id).toBe(one.embeddings !== undefined);
      for (const operation of ['completions', 'count_tokens', 'gemini_count_tokens'] as const) {
        expect(reachable.includes(operation), one.id).toBe(one.chat !== undefined);
      }
    }
    const embedding = providers().filter(({ embeddings }) => embeddings !== undefined);
    expect(embedding.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['openai', 'gemini', 'vertex', 'cohere', 'bedrock', 'mistral', 'deepinfra', 'together']),
    );
    expect(embedding.map(({ id }) => id)).toEqual(expect.arrayContaining(['fireworks', 'openrouter', 'azure']));
  });
});
