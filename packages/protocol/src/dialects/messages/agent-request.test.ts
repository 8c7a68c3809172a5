import { describe, expect, it } from 'vitest';
import type { ChatDialect } from '../../canonical/chat-dialect.ts';
import type { JsonObject } from '../../json-read.ts';
import { chatCompletions } from '../chat-completions/chat-completions.ts';
import { generateContent } from '../generate-content/generate-content.ts';
import { responses } from '../responses/responses.ts';
import { messages } from './messages.ts';

const cache = { cache_control: { type: 'ephemeral' } };
const parameters = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', properties: {} };

/** What a coding agent sends in the middle of its loop. */
const body: JsonObject = {
  model: 'claude-opus-4-7',
  max_tokens: 64_000,
  stream: true,
  system: [
    { type: 'text', text: 'You are an agent.' },
    { type: 'text', text: 'Rules.', ...cache },
  ],
  thinking: { type: 'adaptive', display: 'omitted' },
  output_config: { effort: 'xhigh' },
  context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
  metadata: { user_id: JSON.stringify({ device_id: 'd'.repeat(64), account_uuid: '', session_id: 's'.repeat(36) }) },
  tools: [
    { name: 'Bash', description: 'Runs.', input_schema: parameters },
    { name: 'Later', description: 'Found first.', input_schema: parameters, defer_loading: true },
  ],
  messages: [
    { role: 'user', content: [{ type: 'text', text: 'go', ...cache }] },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: '', signature: 'EqoBCkYIBxgC' },
        { type: 'tool_use', id: 'toolu_1', name: 'Bash', input: { command: 'ls' } },
        { type: 'tool_use', id: 'toolu_2', name: 'Bash', input: { command: 'false' } },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_2', content: 'exit 1', is_error: true },
        {
          type: 'tool_result',
          tool_use_id: 'toolu_1',
          content: [{ type: 'tool_reference', tool_name: 'Later' }],
          ...cache,
        },
      ],
    },
  ],
};

const dialects: readonly (readonly [string, ChatDialect, string])[] = [
  ['Chat Completions', chatCompletions, 'openai'],
  ['Responses', responses, 'openai'],
  ['generateContent', generateContent, 'gemini'],
];

describe('an agent’s request', () => {
  it.each(dialects)('goes out in %s, whatever of it cannot', (_, dialect, signer) => {
    const target = { name: 'Target', model: 'other', signer, lacks: new Set<never>(), reasons: true };
    const { body: written, dropped } = dialect.encodeRequest(messages.parseRequest(body, {}), target);
    const text = JSON.stringify(written);
    for (const word of ['You are an agent.', 'Rules.', 'go', 'toolu_1', 'exit 1', 'Tool found: Later', 'Runs.']) {
      expect(text).toContain(word);
    }
    expect(text).not.toContain('EqoBCkYIBxgC');
    expect(dropped).toContain('context_management');
  });

  it.each([responses, chatCompletions])(
    'names a user to $operation in no more characters than OpenAI takes',
    (openai) => {
      const target = { name: 'OpenAI', model: 'other', signer: 'openai', lacks: new Set<never>() };
      const { body: written, dropped } = openai.encodeRequest(messages.parseRequest(body, {}), target);
      expect(String(written['user']).length).toBeLessThanOrEqual(64);
      expect(dropped).toContain('metadata.user_id');
    },
  );

  it('goes out in its own dialect with nothing lost', () => {
    const target = { name: 'Anthropic', model: 'claude-opus-4-7', signer: 'anthropic', lacks: new Set<never>() };
    const { body: written, dropped } = messages.encodeRequest(messages.parseRequest(body, {}), target);
    expect(dropped).toEqual([]);
    expect(written['context_management']).toEqual(body['context_management']);
    expect(written['thinking']).toEqual(body['thinking']);
    expect(written['messages']).toHaveLength(3);
  });
});
