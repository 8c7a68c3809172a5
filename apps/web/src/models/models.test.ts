import { describe, expect, it } from 'vitest';
import { abilitiesIn, knownOf } from './ability.ts';
import { filterModels, type Model, modelShowOf, type OwnPrice, purposesOf, usdOf } from './model.ts';
import { amountError, lineStates, pricesOf } from './own-price.ts';

const nowMs = Date.parse('2026-01-31T12:00:00Z');
const price = (origin: 'custom' | 'weir') => ({
  id: `p@2026-01-01#${origin}`,
  origin,
  since: '2026-01-01',
  usdPerMillion: { input: '1', output: '4' },
  longContext: null,
  serviceTiers: {},
});
const model = (change: Partial<Model>): Model => ({
  provider: 'openai',
  id: 'gpt-5-mini',
  operations: ['chat', 'responses'],
  contextWindow: 400_000,
  capabilities: {
    inputs: ['text', 'image'],
    outputs: ['text'],
    tools: true,
    structuredOutput: true,
    reasoning: null,
    temperature: null,
    outputTokensMax: 128_000,
  },
  deprecated: false,
  callable: true,
  simulated: false,
  price: price('weir'),
  listPrice: null,
  ...change,
});
const line = (change: Partial<OwnPrice>): OwnPrice => ({
  id: 'a',
  provider: 'openai',
  model: 'gpt-5-mini',
  effectiveFrom: '2026-01-01T00:00:00Z',
  usdPerMillion: { input: '1' },
  createdAt: '2026-01-01T00:00:00Z',
  ...change,
});

describe('the list of models', () => {
  const models = [
    model({}),
    model({ provider: 'groq', id: 'llama', callable: false }),
    model({ id: 'gpt-3', deprecated: true }),
    model({ id: 'tuned', price: null }),
    model({ id: 'cheap', price: price('custom'), capabilities: { ...model({}).capabilities, tools: false } }),
  ];
  const ids = (filter: {
    show?: 'callable' | 'all' | 'own' | 'unpriced';
    text?: string;
    provider?: string;
    can?: string;
  }) =>
    filterModels(models, {
      show: 'all',
      text: '',
      provider: undefined,
      abilities: abilitiesIn(filter.can),
      ...filter,
    }).map(({ id }) => id);

  it('is of those that can be called, all, those with an own price, or those without any', () => {
    expect(ids({ show: 'callable' })).toEqual(['gpt-5-mini', 'tuned', 'cheap']);
    expect(ids({})).toHaveLength(5);
    expect(ids({ show: 'own' })).toEqual(['cheap']);
    expect(ids({ show: 'unpriced' })).toEqual(['tuned']);
    expect(modelShowOf('nonsense')).toBe('callable');
  });

  it('is searched by parts of provider and name', () => {
    expect(ids({ text: 'GPT mini' })).toEqual(['gpt-5-mini']);
    expect(ids({ text: 'groq/ll' })).toEqual(['llama']);
    expect(ids({ provider: 'groq' })).toEqual(['llama']);
  });

  it('is narrowed to what is known to do all that is asked, whatever else the URL says', () => {
    expect(ids({ can: 'image,tools' })).toEqual(['gpt-5-mini', 'llama', 'gpt-3', 'tuned']);
    expect(ids({ can: 'reasoning' })).toEqual([]);
    expect(ids({ can: 'flying' })).toHaveLength(5);
    expect(knownOf(model({}), 'reasoning')).toBeNull();
    expect(knownOf(model({}), 'audio')).toBe(false);
  });

  it('is filtered fast when it is long', () => {
    const many = Array.from({ length: 2_000 }, (_, nth) => model({ id: `gpt-${nth}` }));
    const filter = { show: 'all', text: 'gpt 19', provider: 'openai', abilities: ['tools', 'image'] } as const;
    const took = Array.from({ length: 5 }, () => {
      const startedMs = performance.now();
      filterModels(many, filter);
      return performance.now() - startedMs;
    });
    expect(Math.min(...took)).toBeLessThan(20);
  });

  it('says what a model is for, and what it costs, only where that is known', () => {
    expect(purposesOf(model({}))).toEqual(['Text']);
    expect(purposesOf(model({ operations: ['embeddings'] }))).toEqual(['Embeddings']);
    expect(purposesOf(model({ operations: [] }))).toEqual([]);
    const media = ['images', 'rerank', 'speech', 'transcription', 'moderations'];
    expect(media.flatMap((operation) => purposesOf(model({ operations: [operation] })))).toEqual([
      'Images',
      'Rerank',
      'Speech',
      'Transcription',
      'Moderation',
    ]);
    expect([usdOf(price('weir'), 'output'), usdOf(price('weir'), 'cacheRead'), usdOf(null, 'input')]).toEqual([
      '4',
      null,
      null,
    ]);
  });
});

describe('own price lines', () => {
  it('hold from the latest on that has begun, each model by itself', () => {
    const lines = [
      line({ id: 'a' }),
      line({ id: 'b', effectiveFrom: '2026-01-15T00:00:00Z' }),
      line({ id: 'c', effectiveFrom: '2026-02-15T00:00:00Z' }),
      line({ id: 'd', model: 'other' }),
    ];
    expect([...lineStates(lines, nowMs)]).toEqual([
      ['a', 'replaced'],
      ['b', 'holds'],
      ['c', 'later'],
      ['d', 'holds'],
    ]);
  });
});

describe('amounts', () => {
  it.each(['', '0', '0.15', '12', '0.000000000001', ' 3 '])('%j is one', (text) => {
    expect(amountError(text)).toBeUndefined();
  });

  it.each(['-1', '1,5', '.5', '1e3', '$1', '0.0000000000001'])('%j is none', (text) => {
    expect(amountError(text)).toBeDefined();
  });

  it('left empty are no price, not zero', () => {
    expect(pricesOf({ input: ' 0.5 ', output: '', cacheRead: '0' })).toEqual({ input: '0.5', cacheRead: '0' });
  });
});
