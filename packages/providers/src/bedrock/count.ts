import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { countAt } from '@weir/protocol/json-read';
import type { ChatUpstream, CountUpstream } from '../provider.ts';
import { urlUnder } from '../shared/url-under.ts';
import { countUpstream } from '../shared/whole-upstream.ts';
import { canInvoke } from './invoke-claude.ts';
import { modelPath } from './model-path.ts';

/**
 * Claude under its own id is counted, by what InvokeModel would get; inference profiles and other models are refused there.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/count-tokens.html.
 */
export function bedrockCount(chat: ChatUpstream, request: ChatRequest, model: string): CountUpstream | undefined {
  if (!model.startsWith('anthropic.claude') || !canInvoke(request)) return undefined;
  return countUpstream(chat.toHttp, {
    urlOf: (target) => urlUnder(target.baseUrl, modelPath(target.model, 'count-tokens')),
    bodyOf: (body) => ({ input: { invokeModel: { body: Buffer.from(JSON.stringify(body)).toString('base64') } } }),
    read: (body) => countAt(body, 'inputTokens'),
  });
}
