import { ChatStreamDecoder } from '@weir/protocol/dialects/chat-completions/decoder';
import { describe, expect, it } from 'vitest';
import { ChatDecoder, fromChatBody } from './chat.ts';

const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } };
const told = { prompt_tokens: 9, completion_tokens: 1300, completion_tokens_details: { image_tokens: 1290 } };
const untold = { prompt_tokens: 9, completion_tokens: 1300 };
const cases = [
  ['told apart in tokens', told, { input: 9, output: 10, imageOutput: 1290 }],
  ['counted where they are not', untold, { input: 9, output: 1300, images: 1 }],
] as const;

type Told = { readonly type: string; readonly usage?: object };

function usageOf(events: readonly Told[]): object {
  return Object.assign({}, ...events.flatMap(({ type, usage }) => (type === 'usage' ? [usage] : [])));
}

describe('pictures in an answer', () => {
  it.each(cases)('are %s', (_, usage, expected) => {
    const message = { role: 'assistant', content: 'Here.', images: [image] };
    const body = { id: 'a', model: 'm', choices: [{ index: 0, message, finish_reason: 'stop' }], usage };
    expect(usageOf(fromChatBody(JSON.stringify(body)))).toEqual(expected);
  });

  it.each(cases)('are %s in a stream, by the meter as by the translation', (_, usage, expected) => {
    const delta = (of: object, more: object = {}) => ({
      id: 'a',
      model: 'm',
      choices: [{ index: 0, delta: of, ...more }],
    });
    const chunks = [delta({ content: 'Here.' }), delta({ images: [image] }), delta({}, { finish_reason: 'stop' })];
    const frames = [
      ...chunks.map((chunk) => JSON.stringify(chunk)),
      JSON.stringify({ id: 'a', choices: [], usage }),
      '[DONE]',
    ];
    for (const decoder of [new ChatDecoder('done'), new ChatStreamDecoder({ signer: 'openai', streamEnd: 'done' })]) {
      const events: Told[] = frames.flatMap((frame): readonly Told[] => decoder.frame(undefined, frame));
      expect(usageOf(events)).toEqual(expected);
    }
  });
});
