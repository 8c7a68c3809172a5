import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../canonical/chat-request.ts';
import { WeirError } from '../../errors.ts';
import type { JsonObject } from '../../json-read.ts';
import { chatCompletions } from './chat-completions.ts';

const hello = { role: 'user', content: 'hi' };

function parse(over: JsonObject, messages: readonly unknown[] = [hello]): ChatRequest {
  return chatCompletions.parseRequest({ model: 'm', messages, ...over }, {});
}

function partsOf(message: JsonObject): unknown {
  return parse({}, [message]).turns[0]?.parts;
}

describe('parseRequest', () => {
  it('takes model and streaming from the head where they stand there', () => {
    const request = chatCompletions.parseRequest({ messages: [hello] }, { model: 'deployment', streaming: true });
    expect(request).toMatchObject({ model: 'deployment', streaming: true });
  });

  it.each([
    ['max_tokens', 5, { outputTokensMax: 5 }],
    ['max_completion_tokens', 5, { outputTokensMax: 5 }],
    ['random_seed', 7, { seed: 7 }],
    ['stop', 'x', { stop: ['x'] }],
    ['logit_bias', { 50256: -100 }, { logitBias: { 50256: -100 } }],
  ])('reads %s', (field, value, sampling) => {
    expect(parse({ [field]: value }).sampling).toEqual(sampling);
  });

  it.each([
    [{ reasoning_effort: 'minimal' }, { effort: 'minimal' }],
    [{ reasoning: { effort: 'high', exclude: true } }, { effort: 'high', shown: false }],
    [{ reasoning: { enabled: true, max_tokens: 2000 } }, { mode: 'enabled', budgetTokens: 2000 }],
    [{ thinking: { type: 'disabled' } }, { mode: 'disabled' }],
    [{ thinking: { type: 'enabled', budget_tokens: 4096 } }, { mode: 'enabled', budgetTokens: 4096 }],
  ])('reads how much to think out of %j, and keeps the form', (fields, asked) => {
    expect(parse(fields).reasoning).toEqual({ ...asked, native: fields });
  });

  it.each([
    ['any', { kind: 'required' }],
    [
      { type: 'function', function: { name: 'f' } },
      { kind: 'one', name: 'f' },
    ],
    [
      { type: 'tool', name: 'f' },
      { kind: 'one', name: 'f' },
    ],
    [
      { type: 'custom', custom: { name: 'f' } },
      { kind: 'one', name: 'f', custom: true },
    ],
    [
      {
        type: 'allowed_tools',
        allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'f' } }] },
      },
      { kind: 'allowed', mode: 'auto', names: ['f'] },
    ],
    [{ type: 'mystery' }, { kind: 'native', value: { type: 'mystery' } }],
  ])('reads the tool choice %j', (choice, expected) => {
    expect(parse({ tool_choice: choice }).toolChoice).toEqual(expected);
  });

  it.each([
    [
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==', detail: 'low' } },
      { kind: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AA==' }, detail: 'low' },
    ],
    [
      { type: 'image_url', image_url: 'https://example.org/a.png' },
      { kind: 'image', source: { kind: 'url', url: 'https://example.org/a.png' } },
    ],
    [
      { type: 'input_audio', input_audio: { data: 'AA==', format: 'mp3' } },
      { kind: 'audio', source: { kind: 'base64', mediaType: 'audio/mpeg', data: 'AA==' } },
    ],
    [
      { type: 'file', file: { file_id: 'file-1' } },
      { kind: 'document', source: { kind: 'file', id: 'file-1' } },
    ],
    [
      { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' } },
      { kind: 'document', source: { kind: 'base64', mediaType: 'application/pdf', data: 'AA==' }, filename: 'a.pdf' },
    ],
    [
      { type: 'document_url', document_url: 'https://example.org/a.pdf' },
      { kind: 'document', source: { kind: 'url', url: 'https://example.org/a.pdf' } },
    ],
    [
      { type: 'text', text: 'x', cache_control: { type: 'ephemeral', ttl: '1h' } },
      { kind: 'text', text: 'x', cache: { ttl: '1h' } },
    ],
    [
      { type: 'text', text: 'x', prompt_cache_breakpoint: { mode: 'explicit' } },
      { kind: 'text', text: 'x', native: { prompt_cache_breakpoint: { mode: 'explicit' } } },
    ],
  ])('reads the part %j', (part, expected) => {
    expect(partsOf({ role: 'user', content: [part] })).toEqual([expected]);
  });

  it('reads reasoning with its seals, and seals of calls', () => {
    const message = {
      role: 'assistant',
      content: null,
      reasoning: 'thought',
      reasoning_details: [
        { type: 'reasoning.text', text: 'thought', signature: 's', format: 'anthropic-claude-v1', index: 0 },
        { type: 'reasoning.encrypted', data: 'd', format: 'anthropic-claude-v1', index: 1 },
        { type: 'reasoning.encrypted', data: 'g', format: 'google-gemini-v1', id: 'c1', index: 2 },
      ],
      tool_calls: [
        { id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } },
        { id: 'c2', function: { name: 'f', arguments: '' }, extra_content: { google: { thought_signature: 'h' } } },
      ],
    };
    expect(partsOf(message)).toEqual([
      { kind: 'reasoning', texts: ['thought'], signature: { origin: 'anthropic', value: 's' } },
      { kind: 'reasoning', texts: [], signature: { origin: 'anthropic.redacted', value: 'd' } },
      { kind: 'tool_call', id: 'c1', name: 'f', arguments: '{}', signature: { origin: 'gemini', value: 'g' } },
      { kind: 'tool_call', id: 'c2', name: 'f', arguments: '', signature: { origin: 'gemini', value: 'h' } },
    ]);
  });

  it('puts results that follow each other into one turn, paired by id or in order', () => {
    const calls = ['a', 'b'].map((id) => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } }));
    const { turns } = parse({}, [
      { role: 'assistant', tool_calls: calls },
      { role: 'tool', content: '1' },
      { role: 'tool', tool_call_id: 'b', content: [{ type: 'text', text: '2' }] },
      hello,
    ]);
    expect(turns[1]?.parts).toEqual([
      { kind: 'tool_result', callId: 'a', parts: [{ kind: 'text', text: '1' }] },
      { kind: 'tool_result', callId: 'b', parts: [{ kind: 'text', text: '2' }] },
    ]);
    expect(turns).toHaveLength(3);
  });

  it('pairs the old form of calls and results, and writes it as it was', () => {
    const messages = [
      { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{"a":1}' } },
      { role: 'function', name: 'f', content: '1' },
    ];
    const request = parse({}, messages);
    const [call] = request.turns[0]?.parts ?? [];
    expect(request.turns[1]?.parts[0]).toMatchObject({ callId: call?.kind === 'tool_call' ? call.id : '?' });
    expect(
      chatCompletions.encodeRequest(request, { name: 'x', model: 'm', lacks: new Set() }).body['messages'],
    ).toEqual(messages);
  });

  it('keeps what it does not know', () => {
    expect(
      parse({ venice_parameters: { a: 1 }, stream_options: { include_usage: true, include_obfuscation: false } })
        .native,
    ).toEqual({
      venice_parameters: { a: 1 },
      stream_options: { include_obfuscation: false },
    });
  });

  it.each([
    [{ messages: [] }, 'messages'],
    [{ messages: 'hi' }, 'messages'],
    [{ model: '' }, 'model'],
    [{ temperature: 'hot' }, 'temperature'],
    [{ max_tokens: 1.5 }, 'max_tokens'],
    [{ stop: [1] }, 'stop.0'],
    [{ tools: [{ type: 'function', function: {} }] }, 'tools.0.function.name'],
    [{ tool_choice: 7 }, 'tool_choice'],
    [{ response_format: { type: 'json_schema' } }, 'response_format.json_schema'],
    [{ messages: [7] }, 'messages.0'],
    [{ messages: [{ role: 'robot' }] }, 'messages.0.role'],
    [{ messages: [{ role: 'constructor' }] }, 'messages.0.role'],
    [{ messages: [{ role: 'user', content: [{ type: 'hologram' }] }] }, 'messages.0.content.0.type'],
    [{ messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }, 'messages.0.content.0.image_url'],
    [
      { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: '' } }] }] },
      'messages.0.content.0.input_audio.format',
    ],
    [{ messages: [{ role: 'assistant', tool_calls: [{ id: 'a' }] }] }, 'messages.0.tool_calls.0.function'],
    [{ messages: [{ role: 'assistant', tool_calls: [{ function: { name: 'f' } }] }] }, 'messages.0.tool_calls.0.id'],
    [{ messages: [{ role: 'tool', content: 'x' }] }, 'messages.0.tool_call_id'],
  ])('refuses %j and names the field', (over, field) => {
    const refused = (): unknown => parse(over);
    expect(refused).toThrow(WeirError);
    expect(refused).toThrow(expect.objectContaining({ code: 'invalid_request', field }));
  });

  it('never fails in any other way, whatever it is given', () => {
    const anything = fc.jsonValue({ maxDepth: 4 });
    const fields = [
      'role',
      'content',
      'tool_calls',
      'reasoning_details',
      'audio',
      'name',
      'tool_call_id',
      'annotations',
    ];
    const message = fc.dictionary(
      fc.constantFrom(...fields, '__proto__'),
      fc.oneof(anything, fc.constantFrom('user', 'assistant', 'tool')),
    );
    const body = fc.dictionary(
      fc.constantFrom(
        'tools',
        'tool_choice',
        'response_format',
        'stop',
        'reasoning',
        'thinking',
        'metadata',
        'modalities',
        'web_search_options',
        'n',
        'toString',
      ),
      anything,
    );
    fc.assert(
      fc.property(body, fc.array(message, { maxLength: 4 }), (over, messages) => {
        try {
          const request = parse(over, messages);
          chatCompletions.encodeRequest(request, { name: 'x', model: 'm', lacks: new Set() });
        } catch (error) {
          expect(error).toBeInstanceOf(WeirError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
