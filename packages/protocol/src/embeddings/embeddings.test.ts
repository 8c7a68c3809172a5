import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WeirError } from '../errors.ts';
import { base64Of, type EmbeddingsRequest, floatsOf } from './embeddings.ts';
import { encodeEmbeddings } from './encode-embeddings.ts';
import { parseGeminiEmbeddings } from './parse-gemini.ts';
import { parseOpenaiEmbeddings } from './parse-openai.ts';
import { openaiVectors } from './read-vectors.ts';
import { purposeOfTask, taskOfPurpose } from './task-type.ts';

const floats = fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 50 });

describe('a vector', () => {
  it('is exact in base64 and back, in both directions', () => {
    fc.assert(
      fc.property(floats, (values) => {
        const data = base64Of({ kind: 'floats', values });
        expect(floatsOf({ kind: 'base64', data })).toEqual(values);
        expect(base64Of({ kind: 'floats', values: floatsOf({ kind: 'base64', data }) })).toBe(data);
      }),
    );
  });

  it('is passed on as its vendor wrote it where the form is the same', () => {
    expect(base64Of({ kind: 'base64', data: 'AACAPw==' })).toBe('AACAPw==');
    expect(floatsOf({ kind: 'floats', values: [0.1] })).toEqual([0.1]);
  });

  it('stands where its index says', () => {
    const data = [
      { index: 1, embedding: [2] },
      { index: 0, embedding: [1] },
    ];
    expect(openaiVectors({ data })?.map(floatsOf)).toEqual([[1], [2]]);
    expect(openaiVectors({ data: [{ index: 0, embedding: ['1'] }] })).toBeUndefined();
    expect(openaiVectors({ data: [] })).toBeUndefined();
  });
});

describe("OpenAI's request", () => {
  it.each([
    ['a text', 'a', [{ kind: 'text', text: 'a' }]],
    [
      'texts',
      ['a', ''],
      [
        { kind: 'text', text: 'a' },
        { kind: 'text', text: '' },
      ],
    ],
    ['tokens', [1, 2], [{ kind: 'tokens', tokens: [1, 2] }]],
    [
      'lists of tokens',
      [[1], [2, 3]],
      [
        { kind: 'tokens', tokens: [1] },
        { kind: 'tokens', tokens: [2, 3] },
      ],
    ],
  ])('has %s', (_what, input, inputs) => {
    expect(parseOpenaiEmbeddings({ input }, 'm').inputs).toEqual(inputs);
  });

  it('is read with its wishes, and names what it has beyond them', () => {
    const wishes = { dimensions: 8, encoding_format: 'base64', user: 'u', input_type: 'search_query', truncate: 'END' };
    expect(parseOpenaiEmbeddings({ input: 'a', ...wishes }, 'm')).toMatchObject({
      dimensions: 8,
      form: 'base64',
      user: 'u',
      purpose: 'query',
      foreign: ['truncate'],
    });
    expect(parseOpenaiEmbeddings({ input: 'a', input_type: 'image', dimensions: null }, 'm').foreign).toEqual([
      'input_type',
    ]);
  });
});

describe("Gemini's request", () => {
  it('is read under either spelling, one content or many', () => {
    const content = { parts: [{ text: 'a' }, { text: 'b' }] };
    const one = parseGeminiEmbeddings({ content, task_type: 'CLUSTERING', output_dimensionality: 8, title: 't' }, 'm');
    expect(one).toMatchObject({ form: 'one', purpose: 'clustering', dimensions: 8, title: 't' });
    expect(one.inputs).toEqual([{ kind: 'text', text: 'a\nb' }]);
    const many = parseGeminiEmbeddings({ requests: [{ content }, { content, autoTruncate: true }] }, 'm');
    expect([many.form, many.inputs.length, many.foreign]).toEqual(['many', 2, ['autoTruncate']]);
  });

  it('has a task for every purpose', () => {
    const purposes = [
      'query',
      'document',
      'similarity',
      'classification',
      'clustering',
      'question',
      'fact',
      'code_query',
    ] as const;
    expect(purposes.map((purpose) => purposeOfTask(taskOfPurpose(purpose)))).toEqual(purposes);
    expect(purposeOfTask('TASK_TYPE_UNSPECIFIED')).toBeUndefined();
  });
});

describe('an answer', () => {
  const request = (dialect: EmbeddingsRequest['dialect'], form: EmbeddingsRequest['form']): EmbeddingsRequest => ({
    dialect,
    form,
    model: 'm',
    inputs: [{ kind: 'text', text: 'a' }],
    foreign: [],
  });
  const vectors = [{ kind: 'floats', values: [1] }] as const;

  it('says nothing of usage that was not reported', () => {
    expect(encodeEmbeddings({ vectors }, request('embeddings', 'floats'))).toEqual({
      object: 'list',
      model: 'm',
      data: [{ object: 'embedding', index: 0, embedding: [1] }],
    });
    expect(encodeEmbeddings({ vectors }, request('gemini_embed', 'one'))).toEqual({ embedding: { values: [1] } });
  });

  it('names its model, form and usage', () => {
    const answer = { vectors, model: 'served', usage: { input: 0 } };
    expect(encodeEmbeddings(answer, request('embeddings', 'base64'))).toMatchObject({
      model: 'served',
      data: [{ embedding: 'AACAPw==' }],
      usage: { prompt_tokens: 0, total_tokens: 0 },
    });
    expect(encodeEmbeddings(answer, request('gemini_embed', 'many'))).toEqual({
      embeddings: [{ values: [1] }],
      usageMetadata: { promptTokenCount: 0, totalTokenCount: 0 },
    });
  });
});

describe('any JSON', () => {
  const keys = ['input', 'dimensions', 'encoding_format', 'user', 'requests', 'content', 'parts', 'text', 'taskType'];
  const hostile = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.jsonValue(), fc.array(tie('value'), { maxLength: 3 }), tie('object')),
    object: fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 5 }),
  }));

  it.each([
    ['OpenAI', parseOpenaiEmbeddings],
    ['Gemini', parseGeminiEmbeddings],
  ])('is a request of %s, or a mistake with a name', (_name, parse) => {
    fc.assert(
      fc.property(hostile.object, (body) => {
        try {
          expect(parse(body, 'm').inputs.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(WeirError);
          expect(error).toHaveProperty('field', expect.any(String));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
