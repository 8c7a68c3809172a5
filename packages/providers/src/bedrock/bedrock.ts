import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { WeirError } from '@weir/protocol/errors';
import { toFailure } from '@weir/protocol/to-failure';
import type { ChatUpstream, Provider } from '../provider.ts';
import { aws, awsRegion } from '../shared/credential-forms.ts';
import { converse } from './converse.ts';
import { bedrockCount } from './count.ts';
import { bedrockEmbeddings } from './embed.ts';
import { canInvoke, invokeClaude } from './invoke-claude.ts';
import { isClaude } from './model-family.ts';

/** Regions of China have a domain of their own. */
function hostOf(region: string): string {
  return `bedrock-runtime.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

/** Claude in its own dialect wherever that says all. */
function chatOf(request: ChatRequest, model: string): ChatUpstream {
  return isClaude(model) && canInvoke(request) ? invokeClaude(model) : converse(request, model);
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html; it speaks no client's dialect, so each is translated. */
export const bedrock: Provider = {
  id: 'bedrock',
  name: 'Amazon Bedrock',
  baseUrl: undefined,
  keysUrl: 'https://console.aws.amazon.com/bedrock/home#/api-keys',
  auth: { kind: 'bearer' },
  credentialForms: aws('bedrock'),
  settings: [awsRegion()],
  baseUrlOf: ({ region }) => `https://${hostOf(region ?? 'us-east-1')}`,
  operations: [],
  modelsPath: undefined,
  requestIdHeader: 'x-amzn-requestid',
  chat: chatOf,
  embeddings: bedrockEmbeddings,
  countTokens: (request, model) => bedrockCount(chatOf(request, model), request, model),
  toHttp: ({ operation }) => {
    throw new WeirError('unsupported_capability', `Amazon Bedrock has no ${operation}.`);
  },
  fromBody: () => [],
  decoder: () => ({ frame: () => [], end: () => [] }),
  toFailure,
};
