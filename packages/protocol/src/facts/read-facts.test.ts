import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatDialect } from '../canonical/chat-dialect.ts';
import { chatCompletions } from '../dialects/chat-completions/chat-completions.ts';
import { generateContent } from '../dialects/generate-content/generate-content.ts';
import { messages } from '../dialects/messages/messages.ts';
import { responses } from '../dialects/responses/responses.ts';
import { operations } from '../operation.ts';
import { bodyNeeds } from './body-facts.ts';
import { arbitraryConversation } from './conversation.test-arbitrary.ts';
import { inputTokensOf } from './input-tokens.ts';
import { readFacts } from './read-facts.ts';
import { readPromptText } from './read-prompt-text.ts';

const target = { name: 'Any', model: 'gemini-3-pro', lacks: new Set<never>(), reasons: true, outputTokensMax: 64_000 };
const dialects: readonly ChatDialect[] = [chatCompletions, responses, messages, generateContent];

/** Bodies that all say "How many quills?" in 16 bytes, of which only the shape differs. */
const asked = 'How many quills?';
const plain = [
  ['chat', { messages: [{ role: 'user', content: asked }] }],
  ['chat', { messages: [{ role: 'user', content: [{ type: 'text', text: asked }] }] }],
  ['responses', { input: asked }],
  ['responses', { input: [{ role: 'user', content: [{ type: 'input_text', text: asked }] }] }],
  ['messages', { messages: [{ role: 'user', content: asked }] }],
  ['count_tokens', { messages: [{ role: 'user', content: asked }] }],
  ['generate_content', { contents: [{ parts: [{ text: asked }] }] }],
  ['gemini_count_tokens', { generateContentRequest: { contents: [{ parts: [{ text: asked }] }] } }],
  ['completions', { prompt: asked }],
  ['embeddings', { input: [asked] }],
  ['gemini_embed', { content: { parts: [{ text: asked }] } }],
  ['gemini_embed', { requests: [{ content: { parts: [{ text: asked }] } }] }],
  ['rerank', { query: 'How many', documents: [{ text: ' quills?' }] }],
  ['moderations', { input: [{ type: 'text', text: asked }] }],
  ['speech', { input: asked }],
  ['images', { prompt: asked }],
] as const;

describe('the facts of a body', () => {
  it('are the same in whatever dialect a conversation is held', () => {
    fc.assert(
      fc.property(arbitraryConversation, (request) => {
        const [first, ...others] = dialects.map((dialect) => {
          const { body } = dialect.encodeRequest(request, target);
          const { allowanceTokens, ...facts } = readFacts(dialect.operation, JSON.parse(JSON.stringify(body)));
          return { facts, allowanceTokens, text: readPromptText(dialect.operation, body, 10_000) };
        });
        for (const other of others) {
          expect(other.facts).toEqual(first?.facts);
          expect(other.text).toBe(first?.text);
          // A call and its answer are turns of their own in some dialects.
          expect(Math.abs(other.allowanceTokens - (first?.allowanceTokens ?? 0))).toBeLessThanOrEqual(24);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each(plain)('count the text of %s', (operation, body) => {
    const { textBytes, needs } = readFacts(operation, body);
    expect({ textBytes, needs }).toEqual({ textBytes: asked.length, needs: [] });
  });

  it('count bytes of UTF-8, not characters', () => {
    expect(readFacts('chat', { messages: [{ role: 'user', content: 'größer 多い' }] }).textBytes).toBe(15);
  });

  it('say what the client limits and who it is', () => {
    const body = {
      messages: [],
      max_completion_tokens: 100,
      temperature: 0,
      reasoning_effort: 'high',
      prompt_cache_key: 'k',
      safety_identifier: 'u1',
      user: 'u2',
      metadata: { team: 'blue', size: 3 },
      models: ['a', 'b/c'],
      provider: { order: ['a'] },
    };
    expect(readFacts('chat', body)).toEqual({
      textBytes: 0,
      allowanceTokens: 3,
      imageCount: 0,
      needs: ['reasoning'],
      outputTokensMax: 100,
      temperature: 0,
      reasoningEffort: 'high',
      promptCacheKey: 'k',
      user: 'u1',
      metadata: { team: 'blue' },
      models: ['a', 'b/c'],
      provider: { order: ['a'] },
    });
  });

  it.each([
    ['messages', { thinking: { type: 'disabled' } }, { needs: [], reasoningEffort: 'none' }],
    ['messages', { thinking: { type: 'adaptive' } }, { needs: ['reasoning'], reasoningEffort: undefined }],
    [
      'messages',
      { thinking: { type: 'enabled', budget_tokens: 8192 } },
      { needs: ['reasoning'], reasoningEffort: 'medium' },
    ],
    ['chat', { reasoning: { max_tokens: 20_000 } }, { needs: ['reasoning'], reasoningEffort: 'high' }],
    [
      'generate_content',
      { generation_config: { thinking_config: { thinking_budget: 0 } } },
      { needs: [], reasoningEffort: 'none' },
    ],
    [
      'generate_content',
      { generationConfig: { thinkingConfig: { thinkingBudget: -1 } } },
      { needs: ['reasoning'], reasoningEffort: undefined },
    ],
  ] as const)('tell thinking in %s by %j', (operation, body, expected) => {
    const { needs, reasoningEffort } = readFacts(operation, body);
    expect({ needs, reasoningEffort }).toEqual(expected);
  });

  it.each([
    [{ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }, 'audio'],
    [{ type: 'video_url', video_url: { url: 'https://example.com/a.mp4' } }, 'video'],
    [{ type: 'file', file: { file_data: 'data:application/pdf;base64,AAAA' } }, 'documents'],
    [{ type: 'file', file: { file_data: 'data:image/png;base64,AAAA' } }, 'images'],
    [{ type: 'image_url', image_url: 'data:image/png;base64,AAAA' }, 'images'],
  ] as const)('find what %j needs', (part, need) => {
    const facts = readFacts('chat', { messages: [{ role: 'user', content: [part] }] });
    expect([facts.needs, facts.imageCount, facts.textBytes]).toEqual([[need], need === 'images' ? 1 : 0, 0]);
  });

  it('allow for media by their size', () => {
    const pdf = (bytes: number) => `data:application/pdf;base64,${'A'.repeat((bytes * 4) / 3)}`;
    const tokens = (bytes: number) =>
      inputTokensOf(
        readFacts('chat', { messages: [{ content: [{ type: 'file', file: { file_data: pdf(bytes) } }] }] }),
      );
    expect(tokens(180_000) - tokens(30_000)).toBe(4_500);
  });

  it.each([['a'], [['a', 1]], [{}], [Array.from({ length: 21 }, () => 'a')], [['']]])(
    'say what is wrong with models %j',
    (models) => {
      const facts = readFacts('chat', { messages: [], models });
      expect(facts.fault).toContain('models must be');
      expect(facts.models).toBeUndefined();
    },
  );
});

describe('a hostile document', () => {
  const hostile = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.constantFrom<unknown>(['__proto__'], { constructor: 1 }, '\ud800', [[[[]]]], { type: 'toString' }, { type: {} }),
  );
  const fields = [
    'messages',
    'input',
    'contents',
    'system',
    'instructions',
    'systemInstruction',
    'tools',
    'prompt',
  ].concat(
    ['text', 'response_format', 'output_config', 'generationConfig', 'thinking', 'reasoning', 'metadata', 'models'],
    ['content', 'requests', 'query', 'documents', 'user', 'temperature', 'max_tokens', 'provider'],
  );
  const within = fc.oneof(
    hostile,
    fc.array(
      fc.oneof(hostile, fc.record({ role: fc.constant('user'), content: hostile, parts: hostile, type: hostile })),
    ),
    fc
      .tuple(fc.constantFrom('text', 'image', 'document', 'tool_result', 'input_audio', 'file', 'image_url'), hostile)
      .map(([type, value]) => [{ role: 'user', content: [{ type, [type]: value, source: value, content: value }] }]),
  );
  const body = fc
    .array(fc.tuple(fc.constantFrom(...fields), within), { maxLength: 6 })
    .map((all) => Object.fromEntries(all));

  it('has facts of the right form, and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...operations), fc.oneof(body, hostile), (operation, document) => {
        const facts = readFacts(operation, document);
        expect(Number.isSafeInteger(facts.textBytes) && facts.textBytes >= 0).toBe(true);
        expect(Number.isSafeInteger(facts.allowanceTokens)).toBe(true);
        expect(facts.needs.every((need) => bodyNeeds.includes(need))).toBe(true);
        expect(readPromptText(operation, document, 20).length).toBeLessThanOrEqual(20);
      }),
      { numRuns: 2_000 },
    );
  });

  it('may be nested as deep and be as long as it likes', () => {
    const deep = JSON.parse('{"content":['.repeat(20_000) + ']}'.repeat(20_000));
    for (const part of [deep, { type: 'tool_result', ...deep }]) {
      expect(readFacts('messages', { messages: [deep, { role: 'user', content: [part] }] }).textBytes).toBe(0);
    }
    const many = Array.from({ length: 200_000 }, () => ({ role: 'user', content: 'a' }));
    expect(readFacts('chat', { messages: many }).textBytes).toBe(200_000);
  });
});

describe('the text that a task is recognised by', () => {
  it('is what the user said last and what the system said first', () => {
    const conversation = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'One?' },
      { role: 'assistant', content: 'Two.' },
      { role: 'user', content: 'Three?' },
      { role: 'tool', content: 'Four.' },
    ];
    expect(readPromptText('chat', { messages: conversation }, 100)).toBe('Three?\nBe brief.');
    expect(readPromptText('chat', { messages: conversation }, 8)).toBe('Three?\nB');
    const results = [
      { role: 'user', content: 'One?' },
      { role: 'user', content: [{ type: 'tool_result', content: 'x' }] },
    ];
    expect(readPromptText('messages', { system: 'Short.', messages: results }, 100)).toBe('One?\nShort.');
    expect(readPromptText('embeddings', { input: ['a', 'b'] }, 100)).toBe('a\nb');
  });
});

describe('the cost of reading', () => {
  it('is microseconds for a chat of 780 bytes', () => {
    const body = {
      model: 'route',
      messages: [
        { role: 'system', content: 'You answer in one short sentence and never guess at what you do not know.' },
        { role: 'user', content: 'a question of some length '.repeat(20) },
      ],
      max_completion_tokens: 200,
      temperature: 0.2,
    };
    const bytes = JSON.stringify(body).length;
    const rounds = 20_000;
    let sum = 0;
    for (let index = 0; index < rounds; index++) sum += readFacts('chat', body).textBytes;
    const start = performance.now();
    for (let index = 0; index < rounds; index++) sum += readFacts('chat', body).textBytes;
    const microseconds = ((performance.now() - start) * 1000) / rounds;
    process.stdout.write(`facts of a chat of ${bytes} bytes: ${microseconds.toFixed(2)} µs\n`);
    expect(sum).toBeGreaterThan(0);
    expect(microseconds).toBeLessThan(20);
  });
});
