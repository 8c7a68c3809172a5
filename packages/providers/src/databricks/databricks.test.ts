import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import { providerContract } from '@weir/testing/provider-contract';
import { readUpstream } from '@weir/testing/upstream-contract';
import { describe, expect, it } from 'vitest';
import { databricksChat } from './chat.ts';
import { databricks } from './databricks.ts';
import { databricksUrl } from './databricks-url.ts';

providerContract(databricks, import.meta.dirname);

const baseUrl = 'https://lakes.cloud.databricks.com/serving-endpoints';

describe('where Databricks takes a request', () => {
  it.each([
    ['chat', baseUrl, `${baseUrl}/chat/completions`],
    ['embeddings', `${baseUrl}/`, `${baseUrl}/embeddings`],
    ['messages', 'https://lakes.cloud.databricks.com', `${baseUrl}/anthropic/v1/messages`],
  ] as const)('%s under %s', (operation, root, url) => {
    expect(databricksUrl(operation, root)).toBe(url);
  });

  it('asks Claude in its own dialect, others in Chat Completions without stream options', () => {
    const request = {
      dialect: 'responses',
      model: 'm',
      streaming: true,
      turns: [{ role: 'developer', parts: [{ kind: 'text', text: 'Be brief.' }] }],
      tools: [],
      sampling: { outputTokensMax: 9 },
      reasoning: { effort: 'xhigh' },
    } as const;
    const sent = (model: string) => {
      const http = databricks.chat?.(request, model)?.toHttp(request, { model, baseUrl }).http;
      return { url: http?.url, body: JSON.parse(http?.body.toString() ?? '{}') };
    };
    expect(sent('databricks-claude-sonnet-4-5').url).toBe(`${baseUrl}/anthropic/v1/messages`);
    const { url, body } = sent('databricks-gpt-oss-120b');
    expect(url).toBe(`${baseUrl}/chat/completions`);
    expect(body).toMatchObject({ max_tokens: 9, reasoning_effort: 'high', messages: [{ role: 'system' }] });
    expect(body).not.toHaveProperty('stream_options');
  });

  it('reads the reasoning in the lists of its Claude endpoints', () => {
    const bytes = readFileSync(join(import.meta.dirname, 'fixtures', 'chat-reasoning.sse'));
    const answer = foldAnswer(readUpstream(databricksChat('my-endpoint'), [bytes]));
    expect(answer.choices[0]?.parts).toMatchObject([
      { kind: 'reasoning', texts: ['One lake'] },
      { kind: 'tool_call', id: 'toolu_1', name: 'depth', arguments: '{"lake":"Ostrava"}' },
    ]);
    expect(answer.ended).toBe(true);
  });
});
