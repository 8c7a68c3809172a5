import Anthropic from '@anthropic-ai/sdk';
import { ApiError, type GenerateContentResponse, GoogleGenAI } from '@google/genai';
import { asObject, listAt, objectAt } from '@weir/protocol/json-read';
import OpenAI from 'openai';

export type Question = { readonly model: string; readonly prompt: string; readonly signal?: AbortSignal };

/** What an SDK says of an answer. Tokens as its vendor counts them: what was cached within the prompt, thoughts within the output. */
export type SdkAnswer = {
  readonly text: string;
  readonly prompt: number | undefined;
  readonly cached: number | undefined;
  readonly output: number | undefined;
  /** Of a tool that was called. */
  readonly call?: { readonly name: string; readonly arguments: unknown };
};

/** A vendor's own library, pointed at a gateway. */
export type VendorSdk = {
  readonly name: string;
  whole(question: Question): Promise<SdkAnswer>;
  /** Tells of each piece as it comes. Throws what the library throws. */
  streamed(question: Question, onPiece?: () => void): Promise<SdkAnswer>;
  /** The HTTP status and `retry-after` of what it throws, as far as it tells. */
  errorOf(thrown: unknown): { readonly status: number | undefined; readonly retryAfter?: string | null };
};

const schema = { type: 'object' as const, properties: { place: { type: 'string' } }, required: ['place'] };
const weather = { name: 'weather', description: 'The weather of a place.' };

function chatAnswer({ choices: [choice], usage }: OpenAI.ChatCompletion): SdkAnswer {
  const [call] = choice?.message.tool_calls ?? [];
  const called = call?.type === 'function' ? call.function : undefined;
  return {
    text: choice?.message.content ?? '',
    prompt: usage?.prompt_tokens,
    cached: usage?.prompt_tokens_details?.cached_tokens,
    output: usage?.completion_tokens,
    ...(called === undefined ? {} : { call: { name: called.name, arguments: JSON.parse(called.arguments) } }),
  };
}

function openaiError(thrown: unknown): ReturnType<VendorSdk['errorOf']> {
  if (!(thrown instanceof OpenAI.APIError)) throw thrown;
  return { status: thrown.status, retryAfter: thrown.headers?.get('retry-after') ?? null };
}

function chatSdk(client: OpenAI): VendorSdk {
  const asked = ({ model, prompt }: Question) => ({
    model,
    messages: [{ role: 'user' as const, content: prompt }],
    tools: [{ type: 'function' as const, function: { ...weather, parameters: schema } }],
  });
  return {
    name: 'openai, chat',
    async whole(question) {
      return chatAnswer(await client.chat.completions.create(asked(question)));
    },
    async streamed(question, onPiece) {
      const body = { ...asked(question), stream_options: { include_usage: true } };
      const stream = client.chat.completions.stream(body, { signal: question.signal ?? null });
      stream.on('chunk', () => onPiece?.());
      return chatAnswer(await stream.finalChatCompletion());
    },
    errorOf: openaiError,
  };
}

function responsesAnswer({ output, output_text, usage }: OpenAI.Responses.Response): SdkAnswer {
  const called = output.find((item) => item.type === 'function_call');
  return {
    text: output_text,
    prompt: usage?.input_tokens,
    cached: usage?.input_tokens_details.cached_tokens,
    output: usage?.output_tokens,
    ...(called === undefined ? {} : { call: { name: called.name, arguments: JSON.parse(called.arguments) } }),
  };
}

function responsesSdk(client: OpenAI): VendorSdk {
  const asked = ({ model, prompt }: Question) => ({
    model,
    input: prompt,
    store: false,
    tools: [{ type: 'function' as const, ...weather, parameters: schema, strict: false }],
  });
  return {
    name: 'openai, responses',
    async whole(question) {
      return responsesAnswer(await client.responses.create(asked(question)));
    },
    async streamed(question, onPiece) {
      const stream = client.responses.stream(asked(question), { signal: question.signal ?? null });
      stream.on('event', () => onPiece?.());
      const answer = await stream.finalResponse();
      if (answer.status !== 'completed') throw new Error(`The response is ${answer.status}.`);
      return responsesAnswer(answer);
    },
    errorOf: openaiError,
  };
}

function messagesAnswer({ content, usage }: Anthropic.Message): SdkAnswer {
  const called = content.find((block) => block.type === 'tool_use');
  const cached = usage.cache_read_input_tokens ?? 0;
  return {
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    prompt: usage.input_tokens + cached,
    cached,
    output: usage.output_tokens,
    ...(called === undefined ? {} : { call: { name: called.name, arguments: called.input } }),
  };
}

function messagesSdk(client: Anthropic): VendorSdk {
  const asked = ({ model, prompt }: Question) => ({
    model,
    max_tokens: 1_000,
    messages: [{ role: 'user' as const, content: prompt }],
    tools: [{ ...weather, input_schema: schema }],
  });
  return {
    name: '@anthropic-ai/sdk',
    async whole(question) {
      return messagesAnswer(await client.messages.create(asked(question)));
    },
    async streamed(question, onPiece) {
      const stream = client.messages.stream(asked(question), { signal: question.signal ?? null });
      stream.on('streamEvent', () => onPiece?.());
      return messagesAnswer(await stream.finalMessage());
    },
    errorOf(thrown) {
      if (!(thrown instanceof Anthropic.APIError)) throw thrown;
      return { status: thrown.status, retryAfter: thrown.headers?.get('retry-after') ?? null };
    },
  };
}

function generateAnswer(pieces: readonly GenerateContentResponse[]): SdkAnswer {
  const usage = pieces.at(-1)?.usageMetadata;
  const finish = pieces.at(-1)?.candidates?.[0]?.finishReason;
  if (finish === undefined) throw new Error('The answer has no finish reason.');
  const parts = pieces.flatMap((piece) => piece.candidates?.[0]?.content?.parts ?? []);
  const call = parts.find((part) => part.functionCall !== undefined)?.functionCall;
  return {
    text: parts.map(({ text }) => text ?? '').join(''),
    prompt: usage?.promptTokenCount,
    cached: usage?.cachedContentTokenCount ?? 0,
    output: (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0),
    ...(call === undefined ? {} : { call: { name: call.name ?? '', arguments: call.args } }),
  };
}

function generateSdk(client: GoogleGenAI): VendorSdk {
  const asked = ({ model, prompt, signal }: Question) => ({
    model,
    contents: prompt,
    config: {
      tools: [{ functionDeclarations: [{ ...weather, parametersJsonSchema: schema }] }],
      ...(signal === undefined ? {} : { abortSignal: signal }),
    },
  });
  return {
    name: '@google/genai',
    async whole(question) {
      return generateAnswer([await client.models.generateContent(asked(question))]);
    },
    async streamed(question, onPiece) {
      const pieces: GenerateContentResponse[] = [];
      for await (const piece of await client.models.generateContentStream(asked(question))) {
        pieces.push(piece);
        onPiece?.();
      }
      return generateAnswer(pieces);
    },
    errorOf(thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      // It keeps no headers; the wait stands in a detail of the error.
      const error = objectAt(asObject(JSON.parse(thrown.message)), 'error');
      const wait = listAt(error, 'details').map((detail) => asObject(detail)?.['retryDelay']);
      const told = wait.find((delay) => typeof delay === 'string');
      return { status: thrown.status, retryAfter: told === undefined ? null : String(told).replace(/s$/, '') };
    },
  };
}

/** The four official ways to ask, none of which tries again. */
export function vendorSdks(gatewayUrl: string, apiKey: string): readonly VendorSdk[] {
  const openai = new OpenAI({ baseURL: `${gatewayUrl}/v1`, apiKey, maxRetries: 0 });
  return [
    chatSdk(openai),
    responsesSdk(openai),
    messagesSdk(new Anthropic({ baseURL: gatewayUrl, apiKey, maxRetries: 0 })),
    generateSdk(new GoogleGenAI({ apiKey, httpOptions: { baseUrl: gatewayUrl } })),
  ];
}
