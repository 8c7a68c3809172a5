import type { Feature } from '@weir/protocol/canonical/features';
import { chatCompletionsFor } from '@weir/protocol/dialects/chat-completions/chat-completions';
import { messagesFor } from '@weir/protocol/dialects/messages/messages';
import { claudeTraits } from '../anthropic/claude-traits.ts';
import type { ChatUpstream } from '../provider.ts';
import { atUrl } from '../shared/at-url.ts';
import { chatUpstream } from '../shared/chat-upstream.ts';
import { databricksUrl } from './databricks-url.ts';

/** True for an endpoint that names Claude; one that hides it is spoken to in Chat Completions. */
export function isClaude(model: string): boolean {
  return /claude/i.test(model);
}

/** Tools and files of Anthropic's own host. */
const lacking: readonly Feature[] = ['web_search', 'code_execution', 'file_id', 'service_tier'];

/** https://docs.databricks.com/machine-learning/model-serving/query-anthropic-messages. */
function claudeChat(model: string): ChatUpstream {
  const { lacks, quirks, reasons } = claudeTraits(model);
  const upstream = chatUpstream({
    dialect: messagesFor(quirks),
    path: '/v1/messages',
    name: 'Databricks',
    signer: 'anthropic',
    lacks: new Set([...lacks, ...lacking]),
    headers: { 'anthropic-version': '2023-06-01' },
    ...(reasons === undefined ? {} : { model: { reasons } }),
  });
  return atUrl(upstream, ({ baseUrl }) => databricksUrl('messages', baseUrl) ?? baseUrl);
}

/**
 * An endpoint for clients of other dialects. Claude's answer in its own, seals and all; the others in Chat Completions.
 * Source: https://docs.databricks.com/machine-learning/foundation-model-apis/api-reference.
 */
export function databricksChat(model: string): ChatUpstream {
  if (isClaude(model)) return claudeChat(model);
  const upstream = chatUpstream({
    dialect: chatCompletionsFor({
      lengthField: 'max_tokens',
      developerRole: false,
      reasoning: 'reasoning_effort',
      efforts: ['low', 'medium', 'high'],
      replay: 'none',
      streamUsage: 'always',
    }),
    path: '/chat/completions',
    name: 'Databricks',
    signer: 'databricks',
  });
  return atUrl(upstream, ({ baseUrl }) => databricksUrl('chat', baseUrl) ?? baseUrl);
}
