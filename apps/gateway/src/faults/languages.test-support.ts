/** What a client made of an answer: its text, whether it may take it for whole, and the error that it was told. */
export type Read = { readonly said: string; readonly whole: boolean; readonly error?: string };

/** How a client of a dialect asks, and how it reads what it gets. */
export type Language = {
  readonly path: (model: string, streaming: boolean) => string;
  readonly body: (content: string) => object;
  readonly text: (document: Document) => string;
  /** True for the event, or the whole document, after which an SDK takes an answer for whole. */
  readonly ends: (data: string, document: Document) => boolean;
};

/** JSON that is read where it is known to be. */
export type Document = {
  readonly type?: string;
  readonly delta?: string | { readonly text?: string };
  readonly error?: unknown;
  readonly response?: { readonly error?: unknown };
  readonly code?: string;
  readonly message?: string;
  readonly choices?: readonly {
    readonly delta?: { readonly content?: string | null };
    readonly message?: { readonly content: string };
  }[];
  readonly content?: readonly { readonly text?: string }[];
  readonly output?: readonly { readonly content?: readonly { readonly text?: string }[] }[];
  readonly candidates?: readonly {
    readonly content?: { readonly parts?: readonly { readonly text?: string }[] };
    readonly finishReason?: string;
  }[];
};

function joined(parts: readonly { readonly text?: string }[] | undefined): string {
  return (parts ?? []).map(({ text }) => text ?? '').join('');
}

export const languages: Readonly<Record<'chat' | 'responses' | 'messages' | 'generate_content', Language>> = {
  chat: {
    path: () => '/v1/chat/completions',
    body: (content) => ({ messages: [{ role: 'user', content }] }),
    text: ({ choices }) => choices?.[0]?.delta?.content ?? choices?.[0]?.message?.content ?? '',
    ends: (data, { choices }) => data === '[DONE]' || choices?.[0]?.message !== undefined,
  },
  responses: {
    path: () => '/v1/responses',
    body: (input) => ({ input, store: false }),
    text: ({ type, delta, output }) =>
      type === 'response.output_text.delta' && typeof delta === 'string'
        ? delta
        : joined(output?.flatMap(({ content }) => content ?? [])),
    ends: (_data, { type, output }) => type === 'response.completed' || (type === undefined && output !== undefined),
  },
  messages: {
    path: () => '/v1/messages',
    body: (content) => ({ max_tokens: 100, messages: [{ role: 'user', content }] }),
    text: ({ delta, content }) => (typeof delta === 'object' ? (delta.text ?? '') : joined(content)),
    ends: (_data, { type }) => type === 'message_stop' || type === 'message',
  },
  generate_content: {
    path: (model, streaming) =>
      `/v1beta/models/${model}:${streaming ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
    body: (text) => ({ contents: [{ role: 'user', parts: [{ text }] }] }),
    text: ({ candidates }) => joined(candidates?.[0]?.content?.parts),
    ends: (_data, { candidates }) => candidates?.[0]?.finishReason !== undefined,
  },
};

export type LanguageName = keyof typeof languages;

function parsed(data: string): Document | undefined {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

function errorIn(document: Document): string | undefined {
  if (document.error !== undefined && document.error !== null) return JSON.stringify(document.error);
  if (document.type === 'response.failed') return JSON.stringify(document.response?.error);
  return document.type === 'error' ? JSON.stringify(document) : undefined;
}

/** What a client reads: events of a stream, or one document. What is no JSON an SDK throws on: told as an error. */
export function readAnswer(name: LanguageName, text: string, streaming: boolean): Read {
  const { text: textOf, ends } = languages[name];
  const events = streaming ? [...text.matchAll(/^data: ?(.*)$/gm)].map(([, data = '']) => data) : [text];
  let said = '';
  let whole = false;
  let error: string | undefined;
  for (const data of events) {
    const document = data === '[DONE]' ? {} : parsed(data);
    if (document === undefined) {
      error ??= `unreadable: ${data.slice(0, 80)}`;
      continue;
    }
    said += textOf(document);
    error ??= errorIn(document);
    whole ||= ends(data, document);
  }
  return { said, whole, ...(error === undefined ? {} : { error }) };
}
