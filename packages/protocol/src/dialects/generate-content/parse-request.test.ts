import { describe, expect, it } from 'vitest';
import { Losses } from '../../canonical/losses.ts';
import { wrapSignature } from '../../canonical/signature.ts';
import type { JsonObject } from '../../json-read.ts';
import { generateContent } from './generate-content.ts';

function parsed(body: JsonObject): ReturnType<typeof generateContent.parseRequest> {
  return generateContent.parseRequest(body, { model: 'gemini-x', streaming: true });
}

const call = (name: string, more: object = {}): object => ({ functionCall: { name, ...more } });
const result = (name: string, more: object = {}): object => ({ functionResponse: { name, response: {}, ...more } });

describe('calls without ids', () => {
  const contents = [
    { role: 'user', parts: [{ text: 'Hi' }] },
    { role: 'model', parts: [call('a'), call('b'), call('a')] },
    { role: 'user', parts: [result('b'), result('a'), result('a')] },
    { role: 'model', parts: [call('a', { id: 'own' })] },
    { role: 'function', parts: [result('a', { id: 'own' })] },
  ];

  it('get ids of their place, which results share by name and order', () => {
    const ids = parsed({ contents }).turns.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'tool_call' ? part.id : part.kind === 'tool_result' ? part.callId : [])),
    );
    const [a, b, second] = ['gemini_call_0', 'gemini_call_1', 'gemini_call_2'];
    expect(ids).toEqual([a, b, second, b, a, second, 'own', 'own']);
  });

  it('keep them when the history grows, and lose them on the way to Gemini', () => {
    const target = { name: 'Gemini', model: 'gemini-x', signer: 'gemini', lacks: new Set<never>() };
    const { body } = generateContent.encodeRequest(parsed({ contents: contents.slice(0, 3) }), target);
    expect(JSON.stringify(body)).not.toContain('gemini_call');
    expect(parsed({ contents: contents.slice(0, 2) }).turns[1]).toEqual(parsed({ contents }).turns[1]);
  });
});

describe('an answer that Google’s SDK kept chunk by chunk', () => {
  const wrapped = wrapSignature({ signature: { origin: 'anthropic', value: 'x' }, on: 'own' });
  const said = (...parts: object[]): object => ({ role: 'model', parts });

  it('is one turn again, its thought with its seal', () => {
    const contents = [
      said({ text: 'I th', thought: true }),
      said({ text: 'ink', thought: true }),
      said({ text: '', thought: true, thoughtSignature: wrapped }),
      said({ text: 'Hel' }),
      said({ text: 'lo' }),
      said({ functionCall: { id: '1', name: 'f' } }),
      said({ text: '' }),
    ];
    expect(parsed({ contents }).turns).toMatchObject([
      {
        role: 'assistant',
        parts: [
          { kind: 'reasoning', texts: ['I think'], signature: { origin: 'anthropic', value: 'x' } },
          { kind: 'text', text: 'Hello' },
          { kind: 'tool_call', id: '1' },
          { kind: 'text', text: '' },
        ],
      },
    ]);
  });

  it('keeps seals of Gemini on the parts that they came on', () => {
    const contents = [said({ text: 'a' }), said({ text: '', thoughtSignature: 'cw==' }), said({ text: 'b' })];
    const [turn] = parsed({ contents }).turns;
    expect(turn?.parts).toMatchObject([{ text: 'a' }, { text: '', signature: { origin: 'gemini' } }, { text: 'b' }]);
  });
});

describe('parts', () => {
  const partOf = (part: object): object | undefined => parsed({ contents: [{ parts: [part] }] }).turns[0]?.parts[0];

  it.each([
    [
      { inline_data: { mime_type: 'image/png', data: 'AA==' } },
      { kind: 'image', source: { kind: 'base64', data: 'AA==', mediaType: 'image/png' } },
    ],
    [
      { fileData: { fileUri: 'https://h/a.pdf' } },
      { kind: 'document', source: { kind: 'url', url: 'https://h/a.pdf' } },
    ],
    [
      { fileData: { fileUri: 'https://youtu.be/x' }, videoMetadata: { fps: 1 } },
      { kind: 'video', source: { kind: 'url', url: 'https://youtu.be/x' }, native: { videoMetadata: { fps: 1 } } },
    ],
    [
      { fileData: { fileUri: 'gs://b/a.wav', mimeType: 'audio/wav' } },
      { kind: 'audio', source: { kind: 'file', id: 'gs://b/a.wav', mediaType: 'audio/wav' } },
    ],
    [
      { text: 'So', thought: true, thoughtSignature: 'cw==' },
      { kind: 'reasoning', texts: ['So'], summarized: true, signature: { origin: 'gemini', value: 'cw==' } },
    ],
    [
      { inlineData: { mimeType: 'image/png', data: 'AA==' }, thought: true },
      {
        kind: 'native',
        type: 'inlineData',
        value: { inlineData: { mimeType: 'image/png', data: 'AA==' }, thought: true },
      },
    ],
    [
      { inlineData: { mimeType: 'image/png', data: 'AA==' }, mediaResolution: { level: 'MEDIA_RESOLUTION_HIGH' } },
      { kind: 'image', source: { kind: 'base64', data: 'AA==', mediaType: 'image/png' }, detail: 'high' },
    ],
  ])('%j', (part, expected) => {
    expect(partOf(part)).toEqual(expected);
  });

  it('hold results as text where they are one, as JSON where they are more', () => {
    const texts = [{ output: 'x' }, { error: 'no' }, { output: '{"a":1}' }, { a: 1 }].map((response) =>
      partOf(result('f', { response })),
    );
    expect(texts).toMatchObject([
      { parts: [{ text: 'x' }] },
      { parts: [{ text: 'no' }], isError: true },
      { parts: [{ text: '{"output":"{\\"a\\":1}"}' }] },
      { parts: [{ text: '{"a":1}' }] },
    ]);
  });
});

describe('settings', () => {
  it('have canonical names, and dotted ones where there are none', () => {
    const request = parsed({
      contents: [],
      generation_config: {
        response_mime_type: 'application/json',
        response_schema: { type: 'OBJECT', properties: { a: { type: 'STRING', nullable: true } } },
        thinking_config: { include_thoughts: true, thinking_budget: 0 },
        imageConfig: { aspectRatio: '1:1' },
      },
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f'] } },
      safety_settings: [],
    });
    expect(request).toMatchObject({
      streaming: true,
      model: 'gemini-x',
      output: { kind: 'schema', schema: { type: 'object', properties: { a: { type: ['string', 'null'] } } } },
      reasoning: { mode: 'disabled', shown: true },
      toolChoice: { kind: 'one', name: 'f' },
      native: { 'generationConfig.imageConfig': { aspectRatio: '1:1' }, safetySettings: [] },
    });
  });
});

describe('an enum as plain text', () => {
  it('is a form of this dialect alone: no other target gets it', () => {
    const generationConfig = { responseMimeType: 'text/x.enum', responseSchema: { type: 'STRING', enum: ['a'] } };
    const { native } = parsed({ contents: [], generationConfig });
    const losses = new Losses({ dialect: 'generate_content', tools: [] }, { name: 'X', model: 'm', lacks: new Set() });
    const field = 'generationConfig.responseMimeType';
    expect(() => losses.foreign(native)).toThrow(expect.objectContaining({ code: 'unsupported_capability', field }));
  });
});

describe('a request that cannot be understood', () => {
  it.each([
    [{ contents: 'Hi' }, 'contents'],
    [{ contents: [{ role: 'robot', parts: [] }] }, 'contents.0.role'],
    [{ contents: [{ parts: [{}] }] }, 'contents.0.parts.0'],
    [{ contents: [{ parts: [{ text: 'a', functionCall: { name: 'f' } }] }] }, 'contents.0.parts.0'],
    [{ contents: [{ parts: [{ text: 1 }] }] }, 'contents.0.parts.0.text'],
    [{ contents: [{ parts: [{ functionCall: {} }] }] }, 'contents.0.parts.0.functionCall.name'],
    [{ contents: [{ parts: [result('f', { response: 'x' })] }] }, 'contents.0.parts.0.functionResponse.response'],
    [{ contents: [], tools: {} }, 'tools'],
    [{ contents: [], tools: [{ functionDeclarations: [{ parameters: {} }] }] }, 'tools.0.functionDeclarations.0.name'],
    [{ contents: [], generationConfig: { stopSequences: [1] } }, 'generationConfig.stopSequences.0'],
    [{ contents: [], generationConfig: { maxOutputTokens: 1.5 } }, 'generationConfig.maxOutputTokens'],
  ])('%j is refused at %s', (body, field) => {
    expect(() => parsed(body)).toThrow(expect.objectContaining({ code: 'invalid_request', field }));
  });
});
