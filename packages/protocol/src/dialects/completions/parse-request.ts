import type { ChatRequest } from '../../canonical/chat-request.ts';
import { Fields, refused } from '../../canonical/fields.ts';
import { WeirError } from '../../errors.ts';
import type { JsonObject } from '../../json-read.ts';
import { parseRequest as parseChat } from '../chat-completions/parse-request.ts';

function unable(field: string, what: string): WeirError {
  const message = `${field} ${what} works only with a model that speaks the legacy completions API itself.`;
  return new WeirError('unsupported_capability', message, { field });
}

/** One prompt becomes one message: a conversation has one beginning. */
function promptOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || value.length === 0) throw refused('prompt', 'a string or an array');
  const [only] = value;
  if (typeof only === 'number' || Array.isArray(only)) throw unable('prompt', 'made of tokens');
  if (value.length > 1) throw unable('prompt', 'with several texts');
  if (typeof only !== 'string') throw refused('prompt.0', 'a string');
  return only;
}

function refuseOwn(body: Fields): void {
  if ((body.text('suffix') ?? '') !== '') throw unable('suffix', 'other than an empty one');
  if (body.flag('echo') === true) throw unable('echo', 'set to true');
  if ((body.whole('best_of') ?? 1) > 1) throw unable('best_of', 'greater than 1');
  if (body.value('logprobs') !== undefined) throw unable('logprobs', 'in the form of this API');
}

/**
 * Reads a legacy completions request (https://platform.openai.com/docs/api-reference/completions/create) as a
 * conversation of one message. Throws invalid_request or unsupported_capability naming the field.
 */
export function parseCompletions(object: JsonObject, model: string): ChatRequest {
  const body = new Fields(object, '');
  refuseOwn(body);
  const { prompt, suffix, echo, best_of, logprobs, ...shared } = object;
  return parseChat({ ...shared, messages: [{ role: 'user', content: promptOf(prompt) }] }, { model });
}
