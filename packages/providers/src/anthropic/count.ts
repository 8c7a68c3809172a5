import { countAt, type JsonObject } from '@weir/protocol/json-read';
import { only } from '../shared/whole-upstream.ts';

/** https://docs.anthropic.com/en/api/messages-count-tokens */
const counted = [
  'model',
  'messages',
  'system',
  'tools',
  'tool_choice',
  'thinking',
  'output_config',
  'cache_control',
  'mcp_servers',
];

/** Of a Messages request, what is counted. */
export function countedMessages(body: JsonObject): JsonObject {
  return only(body, counted);
}

/** The count in Anthropic's answer. */
export function messagesCount(body: JsonObject): number | undefined {
  return countAt(body, 'input_tokens');
}
