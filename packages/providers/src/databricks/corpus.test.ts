import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import { readTraffic } from '@weir/testing/reference';
import { readUpstream } from '@weir/testing/upstream-contract';
import { describe, expect, it } from 'vitest';
import { databricksChat } from './chat.ts';

/** A vendor's JSON, read plainly: a missing member reads as undefined. */
type Json = ReturnType<typeof JSON.parse>;

function chunksOf(text: string): Json[] {
  const data = text.split(/\r?\n/).flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trim()] : []));
  return data.filter((one) => one !== '[DONE]').map((one) => JSON.parse(one));
}

describe('recorded answers of Databricks', () => {
  const records = readTraffic('Chat Completions of Databricks', ({ provider }) => provider === 'databricks');

  it('are read as they stand, also by a client of the other dialects', () => {
    for (const { id, response_body } of records) {
      const chunks = chunksOf(response_body);
      const answer = foldAnswer(readUpstream(databricksChat('my-endpoint'), [Buffer.from(response_body)]));
      const parts = answer.choices[0]?.parts ?? [];
      const text = chunks.map((chunk) => chunk.choices[0].delta.content ?? '').join('');
      const { prompt_tokens: input, completion_tokens: output } = chunks.at(-1)?.usage ?? {};
      expect(parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''), id).toBe(text);
      expect(answer.usage, id).toMatchObject({ input, output });
      expect(answer.choices[0]?.finish, id).toBeDefined();
      expect(answer.ended, id).toBe(true);
      for (const part of parts) if (part.kind === 'tool_call') expect(['', '{}'], id).toContain(part.arguments);
    }
    process.stdout.write(`recorded Databricks answers read: ${records.length}\n`);
  });
});
