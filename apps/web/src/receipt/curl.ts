import type { ReceiptData } from './receipt-data.ts';

type Asked = Pick<ReceiptData, 'operation' | 'requestedModel' | 'streaming' | 'tags' | 'session' | 'endUser'>;

const prompt = 'Put your own prompt here.';
const messages = [{ role: 'user', content: prompt }];

const endpoints: Readonly<Record<Asked['operation'], { readonly path: string; readonly body: object }>> = {
  chat: { path: '/v1/chat/completions', body: { messages } },
  responses: { path: '/v1/responses', body: { input: prompt } },
  embeddings: { path: '/v1/embeddings', body: { input: prompt } },
  messages: { path: '/v1/messages', body: { max_tokens: 1_024, messages } },
  count_tokens: { path: '/v1/messages/count_tokens', body: { messages } },
};

/** `text` as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function header(name: string, value: string | null): string[] {
  return value === null ? [] : [`  -H ${quoted(`${name}: ${value}`)}`];
}

/**
 * A command that asks the same as a call did: endpoint, model, streaming and what the caller said of it. What the call
 * itself contained is not known here.
 */
export function curlOf(asked: Asked, gatewayUrl: string): string {
  const { operation, requestedModel, streaming, tags, session, endUser } = asked;
  const { path, body } = endpoints[operation];
  const request = { model: requestedModel, ...body, ...(streaming ? { stream: true } : {}) };
  const lines = [
    `curl ${quoted(`${gatewayUrl}${path}`)}`,
    '  -H "Authorization: Bearer $WEIR_KEY"',
    ...header('Content-Type', 'application/json'),
    ...header('x-weir-tags', tags === null ? null : JSON.stringify(tags)),
    ...header('x-weir-session', session),
    ...header('x-weir-user', endUser),
    `  -d ${quoted(JSON.stringify(request))}`,
  ];
  return lines.join(' \\\n');
}
