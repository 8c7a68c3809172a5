import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import type { ChatUpstream } from '../provider.ts';
import { urlUnder } from '../shared/url-under.ts';
import { ConverseDecoder } from './decoder.ts';
import { encodeConverse } from './encode-request.ts';
import { fromConverseBody } from './from-body.ts';
import { familyOf } from './model-family.ts';
import { modelPath } from './model-path.ts';
import { renamedTools } from './names.ts';
import type { Reading } from './read-block.ts';

/** A model of Bedrock by Converse and ConverseStream: https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference.html. */
export function converse(request: ChatRequest, model: string): ChatUpstream {
  const reading: Reading = { signer: familyOf(model).signer, renamed: renamedTools(request) };
  return {
    language: 'converse',
    framing: 'aws',
    toHttp(asked, target) {
      const { body, dropped } = encodeConverse(asked, { name: 'Amazon Bedrock', model: target.model });
      const { streaming } = asked;
      return {
        dropped,
        http: {
          method: 'POST',
          url: urlUnder(target.baseUrl, modelPath(target.model, streaming ? 'converse-stream' : 'converse')),
          headers: {
            'content-type': 'application/json',
            accept: streaming ? 'application/vnd.amazon.eventstream' : 'application/json',
          },
          body: Buffer.from(JSON.stringify(body)),
          usageChunkAdded: false,
        },
      };
    },
    fromBody: (body) => fromConverseBody(body.toString(), reading),
    decoder: () => new ConverseDecoder(reading),
  };
}
