import { WeirError } from '@weir/protocol/errors';
import { dialectOf, type Operation } from '@weir/protocol/operation';
import { anthropic } from '../anthropic/anthropic.ts';
import { countedMessages, messagesCount } from '../anthropic/count.ts';
import { openaiEmbeddings } from '../openai-like/embed-texts.ts';
import { openaiLike } from '../openai-like/openai-like.ts';
import type { CountUpstream, Provider } from '../provider.ts';
import { azureApiVersion, azure as azureForms, azureResource } from '../shared/credential-forms.ts';
import { countUpstream, embeddingsAt } from '../shared/whole-upstream.ts';
import { azureUrl } from './azure-url.ts';
import { azureChat, isClaude } from './chat.ts';

const openaiSide = openaiLike({
  id: 'azure',
  name: 'Azure',
  baseUrl: undefined,
  auth: { kind: 'header', name: 'api-key' },
  operations: ['chat', 'responses', 'embeddings', 'images', 'image_edits', 'speech', 'transcription'],
  requestIdHeader: 'apim-request-id',
});
const claudeOperations: readonly Operation[] = ['messages', 'count_tokens'];

/** Whose dialect it is: the readers and headers of either are those of its vendor. */
function sideOf(operation: Operation): Provider {
  return dialectOf(operation) === 'anthropic' ? anthropic : openaiSide;
}

const azureEmbeddings = embeddingsAt(
  openaiEmbeddings('Azure'),
  (target) => azureUrl('embeddings', target) ?? target.baseUrl,
);

function claudeCount(model: string): CountUpstream {
  return countUpstream(azureChat(model).toHttp, {
    urlOf: (target) => azureUrl('count_tokens', target) ?? target.baseUrl,
    bodyOf: countedMessages,
    read: messagesCount,
  });
}

/** https://learn.microsoft.com/azure/ai-foundry/openai/reference: models are deployments; Claude speaks Messages, all others OpenAI's dialect. */
export const azure: Provider = {
  ...openaiSide,
  keysUrl: 'https://ai.azure.com',
  credentialForms: azureForms,
  settings: [azureResource, azureApiVersion('v1')],
  baseUrlOf: ({ resource }) => `https://${resource}.openai.azure.com`,
  operations: [...openaiSide.operations, ...claudeOperations],
  operationsFor: (model) => (isClaude(model) ? claudeOperations : openaiSide.operations),
  modelsPath: undefined,
  chat: (_request, model) => azureChat(model),
  embeddings: () => azureEmbeddings,
  countTokens: (_request, model) => (isClaude(model) ? claudeCount(model) : undefined),
  toHttp: (request, target) => {
    const url = azureUrl(request.operation, target);
    if (url === undefined) throw new WeirError('unsupported_capability', `Azure has no ${request.operation}.`);
    return { ...sideOf(request.operation).toHttp(request, target), url };
  },
  fromBody: (operation, body) => sideOf(operation).fromBody(operation, body),
  decoder: (operation) => sideOf(operation).decoder(operation),
};
