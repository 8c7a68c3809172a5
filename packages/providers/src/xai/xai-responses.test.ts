import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { expect, it } from 'vitest';
import { xai } from './xai.ts';

const asked: ChatRequest = {
  dialect: 'messages',
  model: 'claude',
  streaming: false,
  turns: [{ role: 'user', parts: [{ kind: 'text', text: 'hi' }] }],
  tools: [],
  sampling: {},
};
const search: ChatRequest['tools'][number] = {
  kind: 'builtin',
  tool: 'web_search',
  search: { allowedDomains: ['x.ai'] },
  native: { type: 'web_search_20250305', name: 'web_search' },
};

it('uses Responses for reasoning that is shown, and for searches', () => {
  for (const request of [
    { ...asked, reasoning: { shown: true } },
    { ...asked, tools: [search] },
  ]) {
    expect(xai.chat?.(request, 'grok-4')?.language).toBe('responses');
  }
  expect(xai.chat?.(asked, 'grok-4')?.language).not.toBe('responses');
});

it('writes a search in the words of the API', () => {
  const request = { ...asked, tools: [search] };
  const made = xai.chat?.(request, 'grok-4')?.toHttp(request, { model: 'grok-4', baseUrl: 'https://api.x.ai/v1' });
  expect(JSON.parse(made?.http.body.toString() ?? '')).toMatchObject({
    tools: [{ type: 'web_search', filters: { allowed_domains: ['x.ai'] } }],
    store: false,
  });
});
