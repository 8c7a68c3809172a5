import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import type { Feature } from '@weir/protocol/canonical/features';
import { responses } from '@weir/protocol/dialects/responses/responses';
import type { ChatUpstream } from '../provider.ts';
import { chatUpstream } from '../shared/chat-upstream.ts';

/** Its Responses API takes functions and its own tools only. https://docs.x.ai/docs/api-reference#create-new-response */
const lacks: ReadonlySet<Feature> = new Set(['custom_tools', 'verbosity', 'prompt_cache_retention']);

/** True for a request that shows reasoning or uses the vendor's own tools: Chat Completions shows and runs neither. */
export function needsResponses({ turns, reasoning, tools }: ChatRequest): boolean {
  const isReplayed = turns.some((turn) => turn.parts.some((part) => part.kind === 'reasoning'));
  return (
    isReplayed ||
    reasoning?.shown === true ||
    reasoning?.sealed === true ||
    tools.some((tool) => tool.kind === 'builtin')
  );
}

/** Grok over the Responses API, for clients of other dialects. */
export function xaiResponses(): ChatUpstream {
  return chatUpstream({ dialect: responses, path: '/responses', name: 'xAI', signer: 'xai', lacks });
}
