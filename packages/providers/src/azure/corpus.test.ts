import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { readUpstream } from '@weir/testing/upstream-contract';
import { describe, expect, it } from 'vitest';
import { azureChat } from './chat.ts';

/** A vendor's JSON, read plainly: a missing member reads as undefined. */
type Json = ReturnType<typeof JSON.parse>;

function documentsIn({ response_format, response_body }: TrafficRecord): Json[] {
  if (response_format !== 'sse') return [JSON.parse(response_body)];
  const data = response_body.split(/\r?\n/).flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trim()] : []));
  return data.filter((text) => text !== '[DONE]').map((text) => JSON.parse(text));
}

/** The text of an answer, by a plain reading of all documents. */
function plainText(record: TrafficRecord): string {
  return documentsIn(record)
    .flatMap((document) => [
      ...(document.choices ?? []).map((choice: Json) => (choice.message ?? choice.delta)?.content ?? ''),
      ...(document.content ?? []).map((block: Json) => block.text ?? ''),
      document.delta?.text ?? '',
    ])
    .join('');
}

const models: Readonly<Record<string, string>> = { 'chat.completions': 'gpt-4.1', messages: 'claude-opus-4-5' };

describe('recorded answers of Azure', () => {
  const records = readTraffic('conversations at Azure in the hub’s words', (record) => {
    return record.provider === 'azure' && models[record.endpoint_kind] !== undefined && record.response_status < 400;
  });

  it('are read whole and streamed', () => {
    const counts = new Map<string, number>();
    for (const record of records) {
      const upstream = azureChat(models[record.endpoint_kind] ?? '');
      const bytes = Buffer.from(record.response_body);
      const streamed = record.response_format === 'sse';
      const events = streamed ? readUpstream(upstream, [bytes]) : upstream.fromBody(bytes);
      const answer = foldAnswer(events);
      const parts = answer.choices[0]?.parts ?? [];
      const text = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
      expect(text, record.id).toBe(plainText(record));
      expect(answer.choices[0]?.finish, record.id).toBeDefined();
      expect(answer.usage?.output, record.id).toBeGreaterThanOrEqual(0);
      expect(answer.ended, record.id).toBe(true);
      // The first chunk at Azure has neither.
      expect(answer.model, record.id).toBeTruthy();
      expect(answer.responseId, record.id).toBeTruthy();
      const name = `${record.endpoint_kind}${streamed ? ', streamed' : ''}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    process.stdout.write(`recorded Azure answers read: ${JSON.stringify(Object.fromEntries(counts))}\n`);
    if (records.length > 0) expect(counts.size).toBe(4);
  });
});
