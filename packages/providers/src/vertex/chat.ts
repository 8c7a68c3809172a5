import type { Feature } from '@weir/protocol/canonical/features';
import { chatCompletions } from '@weir/protocol/dialects/chat-completions/chat-completions';
import { generateContent } from '@weir/protocol/dialects/generate-content/generate-content';
import { messagesFor } from '@weir/protocol/dialects/messages/messages';
import { claudeTraits } from '../anthropic/claude-traits.ts';
import { lacksOf } from '../gemini/lacks.ts';
import { generateMethod } from '../gemini/lane.ts';
import type { ChatUpstream } from '../provider.ts';
import { chatUpstream } from '../shared/chat-upstream.ts';
import { claudeVersion } from './lane.ts';
import { methodPath, openPath, rawMethod } from './paths.ts';
import { publishedBy } from './publisher.ts';

const name = 'Google Vertex AI';

function geminiChat(model: string): ChatUpstream {
  return chatUpstream({
    dialect: generateContent,
    path: (call) => methodPath(call, generateMethod(call.streaming)),
    name,
    signer: 'gemini',
    lacks: lacksOf(model),
  });
}

/** What of Anthropic's own API is not at Vertex: https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai. */
const claudeLacks: readonly Feature[] = ['file_id', 'code_execution', 'service_tier'];

function claudeChat(model: string): ChatUpstream {
  const { lacks, quirks, reasons } = claudeTraits(model);
  return chatUpstream({
    dialect: messagesFor({ ...quirks, version: claudeVersion }),
    path: (call) => methodPath(call, rawMethod(call.streaming)),
    name,
    signer: 'anthropic',
    lacks: new Set([...lacks, ...claudeLacks]),
    // The API asks for the word besides the method.
    bodyOf: (body, call) => (call.streaming ? { ...body, stream: true } : body),
    ...(reasons === undefined ? {} : { model: { reasons } }),
  });
}

/** Models of other makers: Mistral's by their maker's endpoint, the rest by the one for all. */
function openChat(publisher: string): ChatUpstream {
  return chatUpstream({
    dialect: chatCompletions,
    path: (call) => (publisher === 'mistralai' ? methodPath(call, rawMethod(call.streaming)) : openPath(call)),
    name,
    signer: publisher,
    bodyOf: (body, call) => {
      const published = publishedBy(call.model);
      const short = `${published.publisher}/${published.name}`;
      return { ...body, model: publisher === 'mistralai' ? published.name : short };
    },
  });
}

/** A model for clients of other dialects than its own. */
export function vertexChat(model: string): ChatUpstream {
  const { publisher, name: own } = publishedBy(model);
  switch (publisher) {
    case 'google':
      return geminiChat(own);
    case 'anthropic':
      return claudeChat(own);
    default:
      return openChat(publisher);
  }
}
