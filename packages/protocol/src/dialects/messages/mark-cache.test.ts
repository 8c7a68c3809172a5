import { expect, it } from 'vitest';
import type { JsonObject } from '../../json-read.ts';
import { responses } from '../responses/responses.ts';
import { messages } from './messages.ts';

const target = { name: 'Anthropic', model: 'claude-sonnet-4-5', signer: 'anthropic', lacks: new Set<never>() };
const mark = { type: 'ephemeral' };

function written(body: JsonObject): JsonObject {
  const tools = [{ type: 'function', name: 'f', parameters: { type: 'object' } }];
  const request = responses.parseRequest({ model: 'm', input: 'hi', tools, ...body }, {});
  return messages.encodeRequest(request, target).body;
}

it('a prompt with a cache key is marked where it stays the same and where it goes on', () => {
  expect(written({ instructions: 'Be brief.', prompt_cache_key: 'k' })).toMatchObject({
    system: [{ text: 'Be brief.', cache_control: mark }],
    messages: [{ content: [{ text: 'hi', cache_control: mark }] }],
  });
  expect(written({ prompt_cache_key: 'k' })).toMatchObject({ tools: [{ name: 'f', cache_control: mark }] });
});

it('a prompt without a key is not marked: a write to the cache costs more than the tokens', () => {
  expect(JSON.stringify(written({ instructions: 'Be brief.' }))).not.toContain('cache_control');
});
