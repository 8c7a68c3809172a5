import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { countAt } from '@weir/protocol/json-read';
import type { CountUpstream } from '../provider.ts';
import { endpointUrl } from '../shared/endpoint-url.ts';
import { countUpstream, only } from '../shared/whole-upstream.ts';
import { needsChatCompletions, openaiResponses } from './openai-responses.ts';

/** https://platform.openai.com/docs/api-reference/responses/input-tokens */
const counted = ['model', 'input', 'instructions', 'tools', 'tool_choice', 'parallel_tool_calls', 'text', 'reasoning'];

/** What shapes the answer has no tokens, and only Chat Completions takes some of it. */
function asked({ sampling, ...request }: ChatRequest): ChatRequest {
  return { ...request, sampling: {} };
}

/** OpenAI counts what it would be sent as a Responses request; undefined for sound, which that API does not take. */
export function openaiCount(request: ChatRequest, model: string): CountUpstream | undefined {
  if (needsChatCompletions(asked(request))) return undefined;
  const upstream = openaiResponses(asked(request), model);
  return countUpstream((conversation, target) => upstream.toHttp(asked(conversation), target), {
    urlOf: ({ baseUrl }) => endpointUrl(baseUrl, '/responses/input_tokens'),
    bodyOf: (body) => only(body, counted),
    read: (body) => countAt(body, 'input_tokens'),
  });
}
