import { chatStream } from './openai-chat.ts';
import { randomFrom } from './random.ts';
import { readRequest } from './request.ts';

const wholeBytes = 780;
const streamChunks = 100;

const completion = {
  id: 'chatcmpl-static',
  object: 'chat.completion',
  created: 1_760_000_000,
  model: 'static-chat',
  choices: [
    { index: 0, message: { role: 'assistant', content: '', refusal: null }, logprobs: null, finish_reason: 'stop' },
  ],
  usage: { prompt_tokens: 21, completion_tokens: 120, total_tokens: 141 },
  service_tier: 'default',
};

/** A chat completion of exactly 780 bytes. */
export function staticBody(): Buffer {
  const bare = Buffer.byteLength(JSON.stringify(completion));
  const [choice] = completion.choices;
  const content = 'All the water passes the weir and each drop is counted. '.repeat(20).slice(0, wholeBytes - bare);
  const message = { ...choice?.message, content };
  return Buffer.from(JSON.stringify({ ...completion, choices: [{ ...choice, message }] }));
}

/** A chat stream of 100 chunks, its usage chunk and `[DONE]` in the last of them. */
export function staticChunks(): readonly Buffer[] {
  const raw = JSON.stringify({
    model: `static-chat?chunks=${streamChunks - 1}&input=21&output=120`,
    stream: true,
    stream_options: { include_usage: true },
  });
  const request = readRequest(raw, { id: 'static', seed: 1, nowMs: 1_760_000_000_000 });
  const { opening, content, closing } = chatStream({ ...request, random: randomFrom(1) });
  return [
    Buffer.concat([...opening, ...content.slice(0, 1)]),
    ...content.slice(1),
    Buffer.concat(closing.map(({ bytes }) => bytes)),
  ];
}
