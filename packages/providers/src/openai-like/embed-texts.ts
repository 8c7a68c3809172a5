import { embeddingsUsage } from '@weir/protocol/dialects/chat-completions/chat-usage';
import { droppedOf, textsToEmbed } from '@weir/protocol/embeddings/embedding-losses';
import { modelIn, openaiVectors } from '@weir/protocol/embeddings/read-vectors';
import { objectAt } from '@weir/protocol/json-read';
import type { EmbeddingsUpstream } from '../provider.ts';
import { defined } from '../shared/defined.ts';
import { endpointUrl } from '../shared/endpoint-url.ts';
import { embeddingsUpstream } from '../shared/whole-upstream.ts';

/** How a vendor calls the fields, where not as OpenAI does. */
export type EmbeddingsFields = {
  readonly dimensions?: string;
  /** Where it takes a purpose. */
  readonly purpose?: string;
};

/** OpenAI's dialect for clients of Gemini's. Numbers are asked for: not every host knows base64. */
export function openaiEmbeddings(name: string, fields: EmbeddingsFields = {}): EmbeddingsUpstream {
  const { dimensions: dimensionsField = 'dimensions', purpose: purposeField } = fields;
  return embeddingsUpstream({
    urlOf: ({ baseUrl }) => endpointUrl(baseUrl, '/embeddings'),
    encode(request, { model }) {
      const input = textsToEmbed(request, { name, model });
      const { dimensions, purpose, user } = request;
      const side = purpose === 'query' || purpose === 'document' ? purpose : undefined;
      const said = purposeField !== undefined && side !== undefined;
      return {
        body: defined({
          model,
          input,
          encoding_format: 'float',
          [dimensionsField]: dimensions,
          user,
          ...(said ? { [purposeField]: side } : {}),
        }),
        dropped: droppedOf(request, said ? ['title'] : ['purpose', 'title']),
      };
    },
    read(body) {
      const vectors = openaiVectors(body);
      const report = objectAt(body, 'usage');
      if (vectors === undefined) return undefined;
      return { vectors, ...modelIn(body), ...(report === undefined ? {} : { usage: embeddingsUsage(report) }) };
    },
  });
}
