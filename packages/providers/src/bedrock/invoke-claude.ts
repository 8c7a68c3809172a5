import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import type { Feature } from '@weir/protocol/canonical/features';
import type { Part } from '@weir/protocol/canonical/part';
import { messagesFor } from '@weir/protocol/dialects/messages/messages';
import { asObject, type JsonObject, listAt } from '@weir/protocol/json-read';
import { claudeTraits } from '../anthropic/claude-traits.ts';
import type { ChatUpstream } from '../provider.ts';
import { atUrl } from '../shared/at-url.ts';
import { chatUpstream } from '../shared/chat-upstream.ts';
import { urlUnder } from '../shared/url-under.ts';
import { tellingBetas, withBetas } from './betas.ts';
import { modelPath } from './model-path.ts';
import { unwrapping } from './unwrapping.ts';

/** What of Anthropic's own API is not at Bedrock: https://docs.anthropic.com/en/docs/build-with-claude/claude-on-amazon-bedrock. */
const lacking: readonly Feature[] = [
  'image_url',
  'document_url',
  'file_id',
  'web_search',
  'code_execution',
  'service_tier',
];

/** The files that Claude reads only where Bedrock reads them to it, and what stands in S3. */
function needsConverse(part: Part): boolean {
  if (part.kind === 'video') return true;
  if (part.kind === 'tool_result') return part.parts.some(needsConverse);
  if (part.kind !== 'image' && part.kind !== 'document') return false;
  const { source } = part;
  if (source.kind === 'url') return source.url.startsWith('s3://');
  return part.kind === 'document' && source.kind === 'base64' && !/^(application\/pdf|text\/)/.test(source.mediaType);
}

/** True where InvokeModel does: then Claude is asked in its own dialect, which says more than Converse. */
export function canInvoke({ turns }: ChatRequest): boolean {
  return !turns.some(({ parts }) => parts.some(needsConverse));
}

/** A wish to cache as much as can be is no field at Bedrock: it becomes the mark of the last block. */
function withoutAutomaticCache(body: JsonObject): JsonObject {
  const { cache_control: mark, ...rest } = body;
  const messages = listAt(body, 'messages');
  const last = asObject(messages.at(-1));
  const content = listAt(last, 'content');
  const block = asObject(content.at(-1));
  if (mark === undefined) return body;
  if (block === undefined || block['type'] === 'thinking' || block['type'] === 'redacted_thinking') return rest;
  const marked = { ...last, content: [...content.slice(0, -1), { cache_control: mark, ...block }] };
  return { ...rest, messages: [...messages.slice(0, -1), marked] };
}

/**
 * Claude by InvokeModel: Anthropic's Messages, with the version in the body and every frame of a stream wrapped.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html.
 */
export function invokeClaude(model: string): ChatUpstream {
  const { lacks, quirks, reasons } = claudeTraits(model);
  const upstream = chatUpstream({
    dialect: messagesFor({ ...quirks, version: 'bedrock-2023-05-31' }),
    path: '/invoke',
    name: 'Amazon Bedrock',
    signer: 'anthropic',
    lacks: new Set([...lacks, ...lacking]),
    headers: { accept: '*/*' },
    bodyOf: (body, { betas }) => withBetas(withoutAutomaticCache(body), betas),
    ...(reasons === undefined ? {} : { model: { reasons } }),
  });
  const endpoint = (streaming: boolean): string => (streaming ? 'invoke-with-response-stream' : 'invoke');
  const addressed = atUrl(upstream, (target, streaming) =>
    urlUnder(target.baseUrl, modelPath(target.model, endpoint(streaming))),
  );
  return {
    ...addressed,
    toHttp: (request, target) => tellingBetas(addressed.toHttp(request, target), target.betas),
    framing: 'aws',
    decoder: () => unwrapping(upstream.decoder()),
  };
}
