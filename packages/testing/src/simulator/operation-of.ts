import type { Operation } from '@weir/protocol/operation';

const suffixes: readonly (readonly [string, Operation])[] = [
  ['/chat/completions', 'chat'],
  ['/completions', 'completions'],
  ['/responses', 'responses'],
  ['/embeddings', 'embeddings'],
  ['/messages', 'messages'],
  ['/messages/count_tokens', 'count_tokens'],
];

/** What Gemini's paths ask of a model, behind its name and a colon. */
const methods: ReadonlyMap<string, Operation> = new Map([
  ['generateContent', 'generate_content'],
  ['streamGenerateContent', 'generate_content'],
  ['countTokens', 'gemini_count_tokens'],
  ['embedContent', 'gemini_embed'],
]);

/** What a path asks for; Gemini's also name the model and say whether the answer is a stream. */
export type Asked = { readonly operation: Operation; readonly model?: string; readonly streaming?: boolean };

/** The operation of a path, whatever base URL stands before it. */
export function operationOf(path: string): Asked | undefined {
  const [, model, method] = /\/models\/([^/]+):(\w+)$/.exec(path) ?? [];
  const operation = methods.get(method ?? '');
  if (model !== undefined && operation !== undefined) {
    return { operation, model: decodeURIComponent(model), streaming: method === 'streamGenerateContent' };
  }
  const found = suffixes.find(([suffix]) => path.endsWith(suffix));
  return found && { operation: found[1] };
}
