import type { ReceiptData } from './receipt-data.ts';

type Asked = Pick<ReceiptData, 'operation' | 'requestedModel' | 'streaming' | 'tags' | 'session' | 'endUser'>;

const prompt = 'Put your own prompt here.';
const messages = [{ role: 'user', content: prompt }];

const contents = [{ parts: [{ text: prompt }] }];

type Endpoint = {
  /** With `{model}` where the path names it; else the body does. */
  readonly path: string;
  readonly streamedPath?: string;
  readonly body: object;
  /** Sent as a form, with this field as a file. */
  readonly file?: string;
};

const geminiModel = '/v1beta/models/{model}';

const endpoints: Readonly<Record<Asked['operation'], Endpoint>> = {
  chat: { path: '/v1/chat/completions', body: { messages } },
  responses: { path: '/v1/responses', body: { input: prompt } },
  messages: { path: '/v1/messages', body: { max_tokens: 1_024, messages } },
  generate_content: {
    path: `${geminiModel}:generateContent`,
    streamedPath: `${geminiModel}:streamGenerateContent?alt=sse`,
    body: { contents },
  },
  completions: { path: '/v1/completions', body: { prompt } },
  embeddings: { path: '/v1/embeddings', body: { input: prompt } },
  count_tokens: { path: '/v1/messages/count_tokens', body: { messages } },
  gemini_count_tokens: { path: `${geminiModel}:countTokens`, body: { contents } },
  gemini_embed: { path: `${geminiModel}:embedContent`, body: { content: contents[0] } },
  images: { path: '/v1/images/generations', body: { prompt } },
  image_edits: { path: '/v1/images/edits', body: { prompt }, file: 'image=@picture.png' },
  moderations: { path: '/v1/moderations', body: { input: prompt } },
  rerank: { path: '/v1/rerank', body: { query: prompt, documents: [prompt] } },
  speech: { path: '/v1/audio/speech', body: { input: prompt, voice: 'alloy' } },
  transcription: { path: '/v1/audio/transcriptions', body: {}, file: 'file=@speech.mp3' },
};

/** What is asked, and where: the model stands in the path or in the body. */
function requestOf({ operation, requestedModel, streaming }: Asked): { path: string; body: object } {
  const { path, streamedPath, body } = endpoints[operation];
  if (path.includes('{model}')) {
    const chosen = streaming ? (streamedPath ?? path) : path;
    return { path: chosen.replace('{model}', encodeURI(requestedModel)), body };
  }
  return { path, body: { model: requestedModel, ...body, ...(streaming ? { stream: true } : {}) } };
}

/** `text` as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The body of a request, as arguments of curl: JSON, or a form where a file goes with it. */
function dataOf(body: object, file: string | undefined): string[] {
  if (file === undefined) return [`  -d ${quoted(JSON.stringify(body))}`];
  // Not -F for what the caller wrote: curl would read a value that begins with @ from a file.
  const fields = Object.entries(body).map(([name, value]) => `  --form-string ${quoted(`${name}=${String(value)}`)}`);
  return [...fields, `  -F ${quoted(file)}`];
}

function header(name: string, value: string | null): string[] {
  return value === null ? [] : [`  -H ${quoted(`${name}: ${value}`)}`];
}

/**
 * A command that asks the same as a call did: endpoint, model, streaming and what the caller said of it. What the call
 * itself contained is not known here.
 */
export function curlOf(asked: Asked, gatewayUrl: string): string {
  const { tags, session, endUser } = asked;
  const { path, body } = requestOf(asked);
  const { file } = endpoints[asked.operation];
  const lines = [
    `curl ${quoted(`${gatewayUrl}${path}`)}`,
    '  -H "Authorization: Bearer $WEIR_KEY"',
    ...header('Content-Type', file === undefined ? 'application/json' : null),
    ...header('x-weir-tags', tags === null ? null : JSON.stringify(tags)),
    ...header('x-weir-session', session),
    ...header('x-weir-user', endUser),
    ...dataOf(body, file),
  ];
  return lines.join(' \\\n');
}
