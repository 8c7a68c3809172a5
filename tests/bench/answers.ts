/** The fixed answers of the bench: a chat completion of 780 bytes, and a stream of 100 chunks. */
const completion = {
  id: 'chatcmpl-bench0000000000000000000000',
  object: 'chat.completion',
  created: 1_760_000_000,
  model: 'gpt-4o-mini-2024-07-18',
  choices: [{ index: 0, message: { role: 'assistant', content: '', refusal: null }, logprobs: null, finish_reason: 'stop' }],
  usage: {
    prompt_tokens: 25,
    completion_tokens: 96,
    total_tokens: 121,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  },
  service_tier: 'default',
  system_fingerprint: 'fp_bench',
};

const unaryBytes = 780;
const padding = unaryBytes - Buffer.byteLength(JSON.stringify(completion));
const [choice] = completion.choices;
if (choice !== undefined) choice.message.content = 'river '.repeat(100).slice(0, padding);

/** The body of the unary answer. */
export const unaryBody = Buffer.from(JSON.stringify(completion));

const head = 'HTTP/1.1 200 OK\r\n';

/** The unary answer as it goes over the wire. */
export const unaryAnswer = Buffer.concat([
  Buffer.from(`${head}content-type: application/json\r\nx-request-id: req_bench\r\ncontent-length: ${unaryBody.length}\r\n\r\n`),
  unaryBody,
]);

function httpChunk(text: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
}

function event(delta: object, finish: string | null, usage: object | null): string {
  const { id, model, created } = completion;
  const choices = usage === null ? [{ index: 0, delta, logprobs: null, finish_reason: finish }] : [];
  return `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model, choices, usage })}\n\n`;
}

export const streamHead = Buffer.from(
  `${head}content-type: text/event-stream; charset=utf-8\r\nx-request-id: req_bench\r\ntransfer-encoding: chunked\r\n\r\n`,
);

/** The 100 chunks of a streamed answer: role, 97 words, finish, usage with the terminal event. */
export const streamChunks: readonly Buffer[] = [
  httpChunk(event({ role: 'assistant', content: '' }, null, null)),
  ...Array.from({ length: 97 }, (_, index) => httpChunk(event({ content: ` word${index}` }, null, null))),
  httpChunk(event({}, 'stop', null)),
  httpChunk(`${event({}, null, completion.usage)}data: [DONE]\n\n`),
];

export const streamEnd = Buffer.from('0\r\n\r\n');
