import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WeirError } from '../../errors.ts';
import { asObject, type JsonObject, parseObject } from '../../json-read.ts';
import { generateContent } from './generate-content.ts';
import { plainRequest } from './plain-request.test-support.ts';

const target = { name: 'Gemini', model: 'gemini-2.5-flash', signer: 'gemini', lacks: new Set<never>() };

const word = fc.stringMatching(/^[a-z][a-zA-Z]{0,9}$/);
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const said = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const json = fc.dictionary(word, fc.oneof(fc.integer(), text, fc.boolean(), fc.array(fc.integer(), { maxLength: 3 })));
const seal = fc.base64String({ minLength: 4, maxLength: 12 });

/** Some of the fields of an object. */
function some<Fields extends Record<string, fc.Arbitrary<unknown>>>(fields: Fields): fc.Arbitrary<object> {
  return fc.record(fields, { requiredKeys: [] });
}

const blob = fc.record({
  inlineData: fc.record({
    mimeType: fc.constantFrom('image/png', 'application/pdf', 'audio/wav', 'video/mp4', 'text/plain'),
    data: fc.base64String({ maxLength: 12 }),
  }),
});
const file = fc.record({
  fileData: fc.record(
    {
      mimeType: fc.constantFrom('image/png', 'application/pdf'),
      fileUri: fc.constantFrom('https://host/a.png', 'gs://bucket/a.pdf', 'https://youtu.be/x'),
    },
    { requiredKeys: ['fileUri'] },
  ),
});
const call = fc.tuple(fc.record({ id: said, name: word, args: json }, { requiredKeys: ['name'] }), fc.option(seal));
const result = fc.record(
  { id: said, name: word, response: json, willContinue: fc.boolean() },
  { requiredKeys: ['name'] },
);

/** Calls and results either all have ids, or none: a result without one takes that of its call. */
function partOf(withIds: boolean): fc.Arbitrary<object> {
  const id = (object: object): object => (withIds ? { id: 'a', ...object } : { ...object, id: undefined });
  return fc.oneof(
    fc
      .tuple(text, some({ thoughtSignature: seal, thought: fc.boolean() }))
      .map(([one, rest]) => ({ text: one, ...rest })),
    fc
      .tuple(blob, some({ mediaResolution: fc.record({ level: fc.constant('MEDIA_RESOLUTION_LOW') }) }))
      .map(([a, b]) => ({ ...a, ...b })),
    fc.tuple(file, some({ videoMetadata: fc.record({ fps: fc.integer() }) })).map(([a, b]) => ({ ...a, ...b })),
    call.map(([functionCall, thoughtSignature]) => ({ functionCall: id(functionCall), thoughtSignature })),
    result.map((functionResponse) => ({ functionResponse: id(functionResponse) })),
    fc.record({ executableCode: fc.record({ language: fc.constant('PYTHON'), code: text }) }),
    fc.record({ codeExecutionResult: fc.record({ outcome: fc.constant('OUTCOME_OK'), output: text }) }),
  );
}

const content = fc
  .boolean()
  .chain((withIds) =>
    fc.record(
      { role: fc.constantFrom('user', 'model', 'function'), parts: fc.array(partOf(withIds), { maxLength: 4 }) },
      { requiredKeys: ['parts'] },
    ),
  );

const schema = fc.constantFrom<JsonObject>(
  { type: 'OBJECT', properties: { a: { type: 'STRING', nullable: true, enum: ['x'] } }, required: ['a'] },
  { type: 'ARRAY', items: { anyOf: [{ type: 'INTEGER' }, { type: 'NULL' }] }, minItems: '1' },
);

const tool = fc.oneof(
  fc.record({
    functionDeclarations: fc.array(
      fc.record(
        {
          name: word,
          description: text,
          parameters: schema,
          responseJsonSchema: json,
          behavior: fc.constant('BLOCKING'),
        },
        { requiredKeys: ['name'] },
      ),
      { maxLength: 3 },
    ),
  }),
  fc.record({
    functionDeclarations: fc.array(fc.record({ name: word, parametersJsonSchema: json }), { maxLength: 2 }),
  }),
  fc.constantFrom<JsonObject>(
    { googleSearch: {} },
    { googleSearch: { excludeDomains: ['x.example'] }, codeExecution: {} },
    { urlContext: {} },
    { fileSearch: { fileSearchStoreNames: ['s'] } },
    { computerUse: { environment: 'ENVIRONMENT_BROWSER' } },
    { googleMaps: {} },
    { googleSearchRetrieval: { dynamicRetrievalConfig: {} } },
  ),
);

const output = fc.constantFrom<JsonObject>(
  {},
  { responseMimeType: 'text/plain' },
  { responseMimeType: 'application/json' },
  { responseMimeType: 'application/json', responseSchema: { type: 'STRING' } },
  { responseMimeType: 'application/json', responseJsonSchema: { type: 'string' } },
  { responseMimeType: 'text/x.enum', responseSchema: { type: 'STRING', enum: ['a'] } },
);

const config = fc
  .tuple(
    some({
      candidateCount: fc.integer({ min: 1, max: 8 }),
      stopSequences: fc.array(said, { minLength: 1, maxLength: 3 }),
      maxOutputTokens: fc.nat(),
      temperature: fc.double({ min: 0, max: 2, noNaN: true }),
      topP: fc.double({ min: 0, max: 1, noNaN: true }),
      topK: fc.nat(),
      seed: fc.integer(),
      presencePenalty: fc.integer(),
      frequencyPenalty: fc.integer(),
      responseLogprobs: fc.boolean(),
      logprobs: fc.nat(),
      responseModalities: fc.constantFrom(['TEXT'], ['TEXT', 'IMAGE'], ['AUDIO'], ['MODALITY_UNSPECIFIED']),
      speechConfig: fc.constant({ languageCode: 'de-DE' }),
      mediaResolution: fc.constant('MEDIA_RESOLUTION_LOW'),
      thinkingConfig: some({
        includeThoughts: fc.boolean(),
        thinkingBudget: fc.constantFrom(-1, 0, 128, 4096),
        thinkingLevel: fc.constantFrom('LOW', 'HIGH', 'THINKING_LEVEL_UNSPECIFIED'),
        other: fc.constant(1),
      }),
    }),
    output,
  )
  .map(([one, form]) => ({ ...one, ...form }));

const toolConfig = some({
  functionCallingConfig: some({
    mode: fc.constantFrom('AUTO', 'ANY', 'NONE', 'VALIDATED', 'MODE_UNSPECIFIED'),
    allowedFunctionNames: fc.array(word, { minLength: 1, maxLength: 3 }),
    streamFunctionCallArguments: fc.boolean(),
  }),
  retrievalConfig: fc.constant({ latLng: { latitude: 1 } }),
});

const request = fc.record(
  {
    contents: fc.array(content, { maxLength: 4 }),
    systemInstruction: fc.record({ parts: fc.array(fc.record({ text }), { minLength: 1, maxLength: 2 }) }),
    tools: fc.array(tool, { maxLength: 3 }),
    toolConfig,
    generationConfig: config,
    safetySettings: fc.constant([{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }]),
    cachedContent: fc.constant('cachedContents/x'),
    labels: fc.constant({ team_name: 'x' }),
    serviceTier: fc.constantFrom('flex', 'standard'),
    store: fc.boolean(),
  },
  { requiredKeys: ['contents'] },
);

function snake(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snake);
  const object = asObject(value);
  if (object === undefined) return value;
  const opaque = new Set(['args', 'response', 'parameters', 'responseJsonSchema', 'parametersJsonSchema', 'labels']);
  const entries = Object.entries(object).map(([key, inner]) => [
    key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    opaque.has(key) || key === 'responseSchema' ? inner : snake(inner),
  ]);
  return Object.fromEntries(entries);
}

function asJson(value: unknown): JsonObject {
  return parseObject(JSON.stringify(value)) ?? {};
}

function rewritten(body: JsonObject): JsonObject {
  const parsed = generateContent.parseRequest(body, { model: 'm' });
  const { body: written, dropped } = generateContent.encodeRequest(parsed, target);
  expect(dropped).toEqual([]);
  return plainRequest(asJson(written));
}

describe('a request of the dialect', () => {
  it('is the same when it is read and written again', () => {
    fc.assert(
      fc.property(request, (body) => {
        expect(rewritten(asJson(body))).toEqual(plainRequest(asJson(body)));
      }),
      { numRuns: 500 },
    );
  });

  it('says the same in snake_case', () => {
    fc.assert(
      fc.property(request, (body) => {
        expect(rewritten(asJson(snake(asJson(body))))).toEqual(plainRequest(asJson(body)));
      }),
    );
  });

  it('of any shape is read or refused with the field at fault, and nothing else', () => {
    const hostile = fc.oneof(fc.jsonValue({ maxDepth: 4 }), text);
    const fields = some({
      contents: fc.oneof(hostile, fc.array(fc.oneof(hostile, some({ role: hostile, parts: hostile })))),
      systemInstruction: hostile,
      tools: fc.oneof(hostile, fc.array(some({ functionDeclarations: hostile, googleSearch: hostile }))),
      toolConfig: fc.oneof(hostile, some({ functionCallingConfig: hostile })),
      generationConfig: fc.oneof(
        hostile,
        some({ stopSequences: hostile, thinkingConfig: hostile, responseSchema: hostile }),
      ),
      __proto__: hostile,
      constructor: hostile,
    });
    fc.assert(
      fc.property(fields, (body) => {
        try {
          generateContent.encodeRequest(generateContent.parseRequest(asJson(body), { model: 'm' }), target);
        } catch (error) {
          expect(error).toBeInstanceOf(WeirError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('that is nested too deep is refused', () => {
    const deep = (open: string, close: string, inner: string): string =>
      open.repeat(20_000) + inner + close.repeat(20_000);
    const schema20k = JSON.parse(deep('{"items":', '}', '{}'));
    const tools = [{ functionDeclarations: [{ name: 'f', parameters: schema20k }] }];
    expect(() => generateContent.parseRequest({ contents: [], tools }, { model: 'm' })).toThrow(WeirError);
    const args = JSON.parse(deep('{"a":', '}', '1'));
    const contents = [{ role: 'model', parts: [{ functionCall: { name: 'f', args } }] }];
    expect(() => generateContent.parseRequest({ contents }, { model: 'm' })).toThrow(WeirError);
  });
});
