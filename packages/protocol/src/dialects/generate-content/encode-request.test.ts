import { describe, expect, it } from 'vitest';
import type { ChatRequest, Turn } from '../../canonical/chat-request.ts';
import type { Feature } from '../../canonical/features.ts';
import type { Part } from '../../canonical/part.ts';
import { listAt, objectAt } from '../../json-read.ts';
import { generateContent } from './generate-content.ts';

const flash = { name: 'Gemini', model: 'gemini-2.5-flash', signer: 'gemini', lacks: new Set<Feature>() };
const third = { ...flash, model: 'gemini-3-pro-preview' };
const user: Turn = { role: 'user', parts: [{ kind: 'text', text: 'Hi' }] };
const base: ChatRequest = { dialect: 'chat', model: 'm', streaming: false, turns: [user], tools: [], sampling: {} };

function encoded(
  request: Partial<ChatRequest>,
  target: typeof flash = flash,
): ReturnType<typeof generateContent.encodeRequest> {
  return generateContent.encodeRequest({ ...base, ...request }, target);
}

function contents(turns: readonly Turn[], target: typeof flash = flash): readonly unknown[] {
  return listAt(encoded({ turns }, target).body, 'contents');
}

function called(id: string, more: Partial<Extract<Part, { kind: 'tool_call' }>> = {}): Part {
  return { kind: 'tool_call', id, name: `name_${id}`, arguments: '{"a":1}', ...more };
}

function answered(callId: string, text: string, more: readonly Part[] = []): Turn {
  return { role: 'tool', parts: [{ kind: 'tool_result', callId, parts: [{ kind: 'text', text }, ...more] }] };
}

const picture: Part = { kind: 'image', source: { kind: 'base64', data: 'AA==', mediaType: 'image/png' } };
const seal = { origin: 'gemini', value: 'c2VhbA==' };
const standIn = 'skip_thought_signature_validator';

describe('turns of another dialect', () => {
  it('give results of parallel calls in one message, under the names of their calls', () => {
    const turns: Turn[] = [
      user,
      { role: 'assistant', parts: [called('1'), called('2')] },
      answered('2', 'two'),
      answered('1', '{"b":2}'),
    ];
    expect(contents([...turns, user]).slice(2)).toEqual([
      {
        role: 'user',
        parts: [
          { functionResponse: { id: '2', name: 'name_2', response: { output: 'two' } } },
          { functionResponse: { id: '1', name: 'name_1', response: { b: 2 } } },
        ],
      },
      { role: 'user', parts: [{ text: 'Hi' }] },
    ]);
  });

  it('mark failed results by the key for errors', () => {
    const result: Part = { kind: 'tool_result', callId: '1', isError: true, parts: [{ kind: 'text', text: 'no' }] };
    const [, , answer] = contents([
      user,
      { role: 'assistant', parts: [called('1')] },
      { role: 'tool', parts: [result] },
    ]);
    expect(answer).toEqual({
      role: 'user',
      parts: [{ functionResponse: { id: '1', name: 'name_1', response: { error: 'no' } } }],
    });
  });

  it('keep pictures inside results from Gemini 3 on, beside them before', () => {
    const turns: Turn[] = [user, { role: 'assistant', parts: [called('1')] }, answered('1', 'ok', [picture])];
    const inline = { inlineData: { mimeType: 'image/png', data: 'AA==' } };
    const response = { id: '1', name: 'name_1', response: { output: 'ok' } };
    expect(contents(turns)[2]).toEqual({ role: 'user', parts: [{ functionResponse: response }, inline] });
    expect(contents(turns, third)[2]).toEqual({
      role: 'user',
      parts: [{ functionResponse: { ...response, parts: [inline] } }],
    });
  });

  it('hold arguments that are no JSON object under a key of their own', () => {
    const turns: Turn[] = [user, { role: 'assistant', parts: [called('1', { arguments: '{"a":' })] }];
    expect(contents(turns)[1]).toEqual({
      role: 'model',
      parts: [{ functionCall: { id: '1', name: 'name_1', args: { raw_arguments: '{"a":' } } }],
    });
  });

  it('move late system messages to the instruction and say so', () => {
    const system: Turn = { role: 'system', parts: [{ kind: 'text', text: 'Be brief.' }] };
    const { body, dropped } = encoded({ turns: [user, system] });
    expect(body['systemInstruction']).toEqual({ parts: [{ text: 'Be brief.' }] });
    expect(dropped).toEqual(['messages']);
  });

  it('with instructions alone become something to answer', () => {
    const { body } = encoded({ turns: [{ role: 'system', parts: [{ kind: 'text', text: 'Go.' }] }] });
    expect(body).toEqual({ contents: [{ role: 'user', parts: [{ text: 'Go.' }] }] });
  });
});

describe('seals', () => {
  const sealsOf = (parts: readonly Part[], target: typeof flash): readonly unknown[] =>
    listAt(objectAt({ content: contents([user, { role: 'assistant', parts }], target)[1] }, 'content'), 'parts').map(
      (part) => objectAt({ part }, 'part')?.['thoughtSignature'],
    );

  it('of Gemini are replayed, and only the first of parallel calls has one', () => {
    expect(sealsOf([called('1', { signature: seal }), called('2')], third)).toEqual([seal.value, undefined]);
  });

  it('that are missing are stood in for at Gemini 3, on the first call alone', () => {
    expect(sealsOf([called('1'), called('2')], third)).toEqual([standIn, undefined]);
    expect(sealsOf([called('1', { signature: { origin: 'anthropic', value: 'x' } })], third)).toEqual([standIn]);
    expect(sealsOf([called('1'), called('2')], flash)).toEqual([undefined, undefined]);
  });

  it('that came alone go to the part after them', () => {
    expect(sealsOf([{ kind: 'reasoning', texts: [], signature: seal }, called('1')], third)).toEqual([seal.value]);
  });

  it('of others are left out; where nothing else is left that is a loss', () => {
    const foreign = { origin: 'anthropic', value: 'x' };
    const parts: Part[] = [{ kind: 'reasoning', texts: ['I think'], signature: foreign }];
    expect(contents([user, { role: 'assistant', parts }])[1]).toEqual({
      role: 'model',
      parts: [{ text: 'I think', thought: true }],
    });
    const sealed: Turn = { role: 'assistant', parts: [{ kind: 'reasoning', texts: [], signature: foreign }] };
    expect(encoded({ turns: [user, sealed] }).dropped).toEqual(['messages.reasoning_details']);
  });
});

describe('how much to think', () => {
  const thinking = (reasoning: ChatRequest['reasoning'], target: typeof flash): unknown =>
    objectAt(encoded(reasoning === undefined ? {} : { reasoning }, target).body, 'generationConfig')?.[
      'thinkingConfig'
    ];

  it.each([
    [{ effort: 'high' } as const, { thinkingBudget: 16_384 }, { thinkingLevel: 'HIGH' }],
    [{ effort: 'none' } as const, { thinkingBudget: 0 }, { thinkingLevel: 'LOW' }],
    [
      { mode: 'enabled', budgetTokens: 9000, shown: true } as const,
      { includeThoughts: true, thinkingBudget: 9000 },
      { includeThoughts: true, thinkingLevel: 'MEDIUM' },
    ],
    [{ mode: 'adaptive' } as const, { thinkingBudget: -1 }, undefined],
  ])('%j is a budget at 2.5 and a level at 3', (reasoning, atTwo, atThree) => {
    expect(thinking(reasoning, flash)).toEqual(atTwo);
    expect(thinking(reasoning, third)).toEqual(atThree);
  });

  it('is not said to a model that does not think', () => {
    const request = { ...base, reasoning: { effort: 'high' } as const };
    const { body, dropped } = generateContent.encodeRequest(request, { ...flash, reasons: false });
    expect(body['generationConfig']).toBeUndefined();
    expect(dropped).toEqual(['reasoning_effort']);
  });
});

describe('tools and output', () => {
  const parameters = { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { type: 'string' } } };

  it('go out as JSON Schema', () => {
    const { body } = encoded({
      tools: [{ kind: 'function', name: 'f', description: 'd', parameters }],
      toolChoice: { kind: 'one', name: 'f' },
      output: { kind: 'schema', name: 'n', schema: parameters },
    });
    expect(body['tools']).toEqual([
      { functionDeclarations: [{ name: 'f', description: 'd', parametersJsonSchema: parameters }] },
    ]);
    expect(body['toolConfig']).toEqual({ functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f'] } });
    expect(body['generationConfig']).toEqual({ responseMimeType: 'application/json', responseJsonSchema: parameters });
  });

  it('are Google’s own where it has them, beside functions only if asked for', () => {
    const search = { kind: 'builtin', tool: 'web_search', native: {}, search: { usesMax: 3 } } as const;
    const { body, dropped } = encoded({ tools: [{ kind: 'function', name: 'f' }, search] }, third);
    expect(body['tools']).toEqual([{ functionDeclarations: [{ name: 'f', description: '' }] }, { googleSearch: {} }]);
    expect(body['toolConfig']).toEqual({ includeServerSideToolInvocations: true });
    const auto = encoded({ tools: [{ kind: 'function', name: 'f' }, search], toolChoice: { kind: 'auto' } }, third);
    expect(auto.body['toolConfig']).toEqual({ includeServerSideToolInvocations: true });
    expect(dropped).toEqual(['web_search_options.usesMax']);
  });

  it('that Google does not have are refused by their field', () => {
    const shell = { kind: 'builtin', tool: 'shell', native: { type: 'shell' } } as const;
    expect(() => encoded({ tools: [shell] })).toThrow(expect.objectContaining({ code: 'unsupported_capability' }));
  });

  it('of which only some may be called are named with the mode that allows it', () => {
    const tools = [{ kind: 'function', name: 'f' }] as const;
    const { body } = encoded({ tools, toolChoice: { kind: 'allowed', mode: 'auto', names: ['f'] } });
    expect(body['toolConfig']).toEqual({ functionCallingConfig: { mode: 'VALIDATED', allowedFunctionNames: ['f'] } });
  });
});

describe('what the dialect cannot say', () => {
  it('of a history is left out where its outcome is told, and refused where nobody knows what it is', () => {
    const step: Part = { kind: 'server_tool', tool: 'web_search', value: { type: 'web_search_call' } };
    const spoken: Part = { kind: 'audio', source: { kind: 'file', id: 'audio_1' }, transcript: 'Hello' };
    const { body, dropped } = encoded({
      dialect: 'responses',
      turns: [user, { role: 'assistant', parts: [step, spoken] }],
    });
    expect(listAt(body, 'contents')[1]).toEqual({ role: 'model', parts: [{ text: 'Hello' }] });
    expect(dropped).toEqual(['tools']);
    const strange: Turn = { role: 'user', parts: [{ kind: 'native', type: 'container_upload', value: {} }] };
    expect(() => encoded({ turns: [strange] })).toThrow(expect.objectContaining({ field: 'container_upload' }));
  });

  it('is told as dropped, or refused', () => {
    const { dropped } = encoded({
      user: 'u',
      metadata: { a: 'b' },
      sampling: { logitBias: { 1: 2 } },
      parallelToolCalls: false,
      verbosity: 'low',
      native: { prediction: {} },
    });
    expect([...dropped].sort()).toEqual([
      'logit_bias',
      'metadata',
      'parallel_tool_calls',
      'prediction',
      'user',
      'verbosity',
    ]);
    expect(() => encoded({ previousResponseId: 'r' })).toThrow(
      expect.objectContaining({ code: 'unsupported_capability' }),
    );
    const held: Turn = { role: 'user', parts: [{ kind: 'document', source: { kind: 'file', id: 'file-1' } }] };
    expect(() => encoded({ turns: [held] })).toThrow(
      expect.objectContaining({ field: 'messages.content.file.file_id' }),
    );
  });

  it('of a target that lacks it is told too', () => {
    const target = { ...flash, lacks: new Set<Feature>(['seed', 'n']) };
    expect(encoded({ sampling: { seed: 1 } }, target).dropped).toEqual(['seed']);
    expect(() => encoded({ sampling: { n: 2 } }, target)).toThrow(expect.objectContaining({ field: 'n' }));
    expect(encoded({ sampling: { n: 1 } }, target).dropped).toEqual([]);
  });
});
