import { WeirError } from '@weir/protocol/errors';
import type { Operation } from '@weir/protocol/operation';
import { anthropic } from '../anthropic/anthropic.ts';
import { openaiEmbeddings } from '../openai-like/embed-texts.ts';
import { openaiLike } from '../openai-like/openai-like.ts';
import type { Provider } from '../provider.ts';
import { databricks as databricksForms, databricksHost } from '../shared/credential-forms.ts';
import { embeddingsAt } from '../shared/whole-upstream.ts';
import { databricksChat, isClaude } from './chat.ts';
import { databricksUrl } from './databricks-url.ts';

const openaiSide = openaiLike({
  id: 'databricks',
  name: 'Databricks',
  baseUrl: undefined,
  operations: ['chat', 'embeddings'],
  streamUsage: 'always',
});

function sideOf(operation: Operation): Provider {
  return operation === 'messages' ? anthropic : openaiSide;
}

const databricksEmbeddings = embeddingsAt(
  openaiEmbeddings('Databricks'),
  ({ baseUrl }) => databricksUrl('embeddings', baseUrl) ?? baseUrl,
);

/** https://docs.databricks.com/machine-learning/model-serving/score-foundation-models: models are serving endpoints; those of Claude speak Messages as well. */
export const databricks: Provider = {
  ...openaiSide,
  credentialForms: databricksForms,
  settings: [databricksHost],
  baseUrlOf: ({ host }) => `https://${host}/serving-endpoints`,
  operations: ['chat', 'messages', 'embeddings'],
  operationsFor: (model) => (isClaude(model) ? ['chat', 'messages'] : ['chat', 'embeddings']),
  modelsPath: undefined,
  chat: (_request, model) => databricksChat(model),
  embeddings: () => databricksEmbeddings,
  toHttp: (request, target) => {
    const url = databricksUrl(request.operation, target.baseUrl);
    if (url === undefined) throw new WeirError('unsupported_capability', `Databricks has no ${request.operation}.`);
    return { ...sideOf(request.operation).toHttp(request, target), url };
  },
  fromBody: (operation, body) => sideOf(operation).fromBody(operation, body),
  decoder: (operation) => sideOf(operation).decoder(operation),
};
