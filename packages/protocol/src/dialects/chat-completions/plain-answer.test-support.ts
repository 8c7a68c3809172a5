import type { ChatAnswer } from '../../canonical/chat-answer.ts';

/** A vendor's JSON, read plainly: a missing member reads as undefined. */
type Json = ReturnType<typeof JSON.parse>;

type Recorded = { readonly response_format: string; readonly response_body: string };

export type Plain = { readonly text: string; readonly reasoning: string; readonly calls: readonly string[] };

function frames(text: string): Json[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n\n')
    .flatMap((frame) => frame.split('\n').filter((line) => line.startsWith('data:')))
    .map((line) => line.slice(5).trim())
    .filter((data) => data !== '[DONE]')
    .map((data) => JSON.parse(data));
}

function textOf(content: Json, type: string): string {
  if (typeof content === 'string') return type === 'text' ? content : '';
  return [...(content ?? [])]
    .filter((chunk) => chunk['type'] === type)
    .map((chunk) => (type === 'text' ? chunk['text'] : chunk['thinking'].map((one: Json) => one['text']).join('')))
    .join('');
}

/** Text, reasoning and calls of the first choice, by nothing of the code under test. */
export function plainAnswer(record: Recorded): Plain {
  const documents =
    record.response_format === 'sse' ? frames(record.response_body) : [JSON.parse(record.response_body)];
  const key = record.response_format === 'sse' ? 'delta' : 'message';
  const messages = documents.flatMap((document) =>
    [...(document['choices'] ?? [])]
      .filter((choice) => (choice['index'] ?? 0) === 0)
      .map((choice) => choice[key] ?? {}),
  );
  const calls = new Map<string, { name: string; text: string }>();
  for (const message of messages) {
    for (const [position, call] of [...(message['tool_calls'] ?? [])].entries()) {
      const at = key === 'message' ? String(position) : String(call['index']);
      const one = calls.get(at) ?? { name: '', text: '' };
      one.name ||= call['function']['name'] ?? '';
      one.text += call['function']['arguments'] ?? '';
      calls.set(at, one);
    }
    const legacy = message['function_call'];
    if (legacy?.['name']) calls.set('legacy', { name: legacy['name'], text: legacy['arguments'] });
  }
  const reasoning = messages.map((message) => {
    const listed = [...(message['reasoning_details'] ?? [])].map((one) => one['text'] ?? one['summary'] ?? '').join('');
    return (message['reasoning_content'] || message['reasoning'] || listed) + textOf(message['content'], 'thinking');
  });
  return {
    text: messages.map((message) => textOf(message['content'], 'text')).join(''),
    reasoning: reasoning.join(''),
    calls: [...calls.values()].map(({ name, text }) => `${name}(${text})`),
  };
}

/** The same of a folded answer. */
export function plainFold(answer: ChatAnswer): Plain {
  const parts = answer.choices[0]?.parts ?? [];
  return {
    text: parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''),
    reasoning: parts.map((part) => (part.kind === 'reasoning' ? part.texts.join('') : '')).join(''),
    calls: parts.flatMap((part) => (part.kind === 'tool_call' ? [`${part.name}(${part.arguments})`] : [])),
  };
}
