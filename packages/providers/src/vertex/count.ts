import { countAt } from '@weir/protocol/json-read';
import { countedMessages, messagesCount } from '../anthropic/count.ts';
import type { ChatUpstream, CountUpstream } from '../provider.ts';
import { endpointUrl } from '../shared/endpoint-url.ts';
import { countUpstream, only } from '../shared/whole-upstream.ts';
import { claudeCountPath, methodPath } from './paths.ts';
import { publishedBy } from './publisher.ts';

/** https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/count-tokens */
const counted = ['contents', 'systemInstruction', 'tools', 'generationConfig'];

/** Google's own models and Claude are counted; undefined for the others. */
export function vertexCount(chat: ChatUpstream, model: string): CountUpstream | undefined {
  const { publisher, name } = publishedBy(model);
  if (publisher === 'google') {
    return countUpstream(chat.toHttp, {
      urlOf: (target) => endpointUrl(target.baseUrl, methodPath(target, 'countTokens')),
      bodyOf: (body) => only(body, counted),
      read: (body) => countAt(body, 'totalTokens'),
    });
  }
  if (publisher !== 'anthropic') return undefined;
  return countUpstream(chat.toHttp, {
    urlOf: (target) => endpointUrl(target.baseUrl, claudeCountPath(target)),
    bodyOf: (body) => countedMessages({ ...body, model: name }),
    read: messagesCount,
  });
}
