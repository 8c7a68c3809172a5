import { chatCompletionsFor } from '@weir/protocol/dialects/chat-completions/chat-completions';
import { messagesFor } from '@weir/protocol/dialects/messages/messages';
import { claudeTraits } from '../anthropic/claude-traits.ts';
import type { ChatUpstream, ProviderTarget } from '../provider.ts';
import { atUrl } from '../shared/at-url.ts';
import { chatUpstream } from '../shared/chat-upstream.ts';
import { azureUrl } from './azure-url.ts';

/** Deployments are named by their owner; those of Claude by its name, unless the owner hides it. */
export function isClaude(model: string): boolean {
  return /^claude/i.test(model);
}

/** Models of others than OpenAI know the older name of the length limit only. */
function lengthFieldOf(model: string): 'max_tokens' | 'max_completion_tokens' {
  return /deepseek|llama|mistral|ministral|phi-|jais|cohere|grok/i.test(model) ? 'max_tokens' : 'max_completion_tokens';
}

function urlOf(operation: 'chat' | 'messages'): (target: ProviderTarget) => string {
  return (target) => azureUrl(operation, target) ?? target.baseUrl;
}

/** https://platform.claude.com/docs/en/build-with-claude/claude-in-microsoft-foundry. */
function claudeChat(model: string): ChatUpstream {
  const { lacks, quirks, reasons } = claudeTraits(model);
  const upstream = chatUpstream({
    dialect: messagesFor(quirks),
    path: '/v1/messages',
    name: 'Azure',
    signer: 'anthropic',
    lacks,
    headers: { 'anthropic-version': '2023-06-01' },
    ...(reasons === undefined ? {} : { model: { reasons } }),
  });
  return atUrl(upstream, urlOf('messages'));
}

/** A deployment for clients of other dialects: Claude in its own, every other in Chat Completions, which all of them speak. */
export function azureChat(model: string): ChatUpstream {
  if (isClaude(model)) return claudeChat(model);
  const upstream = chatUpstream({
    dialect: chatCompletionsFor({ lengthField: lengthFieldOf(model) }),
    path: '/chat/completions',
    name: 'Azure',
    signer: 'openai',
  });
  return atUrl(upstream, urlOf('chat'));
}
