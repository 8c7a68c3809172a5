import { encodeFrame } from '@weir/protocol/sse';
import { provider } from '@weir/providers/registry';
import { describe, expect, it } from 'vitest';
import { fromMessages } from './from-messages.ts';

const usage = { input_tokens: 20, cache_read_input_tokens: 5, output_tokens: 1 };
const start = { type: 'message_start', message: { id: 'msg_1', model: 'claude', usage } };
const textBlock = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } };
const delta = (index: number, rest: object) => ({ type: 'content_block_delta', index, delta: rest });
const finish = (reason: string) => ({
  type: 'message_delta',
  delta: { stop_reason: reason },
  usage: { output_tokens: 9 },
});
const stop = { type: 'message_stop' };

type Event = { readonly type: string };

function bytesOf(events: readonly Event[]): Buffer {
  return Buffer.concat(events.map((event) => encodeFrame(event.type, JSON.stringify(event))));
}

/** What comes of the events, cut into chunks of `size` bytes. */
async function converted(events: readonly Event[], size = 1_000_000): Promise<string[]> {
  const decoder = provider('anthropic')?.decoder('messages');
  if (decoder === undefined) throw new Error('there is no decoder');
  const bytes = bytesOf(events);
  async function* cut() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  let text = '';
  for await (const chunk of fromMessages(cut(), decoder)) text += chunk.toString();
  return text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => frame.replace(/^data: /, ''));
}

const parsed = (frames: readonly string[]) => frames.filter((frame) => frame !== '[DONE]').map((it) => JSON.parse(it));
const answer = [start, textBlock, delta(0, { type: 'text_delta', text: 'Over the dam' }), finish('end_turn'), stop];

describe('a Messages stream as a chat completion', () => {
  it('tells text, finish and usage, and that it is done', async () => {
    const frames = await converted(answer);
    expect(frames.at(-1)).toBe('[DONE]');
    expect(parsed(frames)).toMatchObject([
      { id: 'msg_1', model: 'claude', choices: [{ delta: { role: 'assistant' }, finish_reason: null }] },
      { choices: [{ delta: { content: 'Over the dam' }, finish_reason: null }] },
      { choices: [{ delta: {}, finish_reason: 'stop' }] },
      {
        choices: [],
        usage: { prompt_tokens: 25, completion_tokens: 9, prompt_tokens_details: { cached_tokens: 5 } },
      },
    ]);
  });

  it('says the same however the network cut it', async () => {
    const whole = await converted(answer);
    for (const size of [1, 7, 64]) expect(await converted(answer, size)).toEqual(whole);
  });

  it('tells thinking, and calls of several tools in their order', async () => {
    const tool = (index: number, id: string) => ({
      type: 'content_block_start',
      index,
      content_block: { type: 'tool_use', id, name: 'level', input: {} },
    });
    const written = (index: number, text: string) => delta(index, { type: 'input_json_delta', partial_json: text });
    const frames = await converted([
      start,
      delta(0, { type: 'thinking_delta', thinking: 'hm' }),
      ...[tool(1, 'a'), written(1, '{"n":1}'), tool(2, 'b'), written(2, '{"n":2}')],
      ...[finish('tool_use'), stop],
    ]);
    const deltas = parsed(frames).flatMap(({ choices }) => choices.map((choice: { delta: object }) => choice.delta));
    expect(deltas).toMatchObject([
      { role: 'assistant' },
      { reasoning_content: 'hm' },
      { tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'level', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"n":1}' } }] },
      { tool_calls: [{ index: 1, id: 'b' }] },
      { tool_calls: [{ index: 1, function: { arguments: '{"n":2}' } }] },
      {},
    ]);
  });

  it('never looks finished when it was cut', async () => {
    const frames = await converted(answer.slice(0, -1));
    expect(frames).not.toContain('[DONE]');
  });

  it('passes an error on, and does not look finished', async () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    const frames = await converted([start, error]);
    expect(parsed(frames).at(-1)).toEqual({
      error: { message: 'Overloaded', type: 'overloaded_error', param: null, code: 'overloaded_error' },
    });
    expect(frames).not.toContain('[DONE]');
  });
});
