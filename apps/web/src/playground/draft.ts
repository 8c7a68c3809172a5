import '../client/no-eval.ts';
import {
  array,
  discriminatedUnion,
  exactOptional,
  literal,
  object,
  enum as oneOf,
  type output,
  record,
  string,
  tuple,
} from 'zod/mini';
import { type Conversation, settled } from './conversation.ts';
import { toolChoices } from './tools.ts';

const toolCall = object({ id: string(), name: string(), arguments: string() });

const answer = object({
  state: oneOf(['streaming', 'done', 'stopped', 'failed']),
  text: string(),
  reasoning: string(),
  toolCalls: array(toolCall),
  finishReason: exactOptional(string()),
  callId: exactOptional(string()),
  error: exactOptional(object({ code: string(), message: string() })),
});

const turn = discriminatedUnion('kind', [
  object({ kind: literal('user'), text: string(), images: array(string()) }),
  object({ kind: literal('answer'), model: string(), answer }),
  object({ kind: literal('results'), results: record(string(), string()) }),
]);

const draft = object({
  system: string(),
  tools: string(),
  toolChoice: oneOf(toolChoices),
  prompt: string(),
  images: array(string()),
  conversations: tuple([array(turn), array(turn)]),
});

/** What was written and said on this page, as this browser tab keeps it. */
export type Draft = Omit<output<typeof draft>, 'conversations' | 'images'> & {
  readonly images: readonly string[];
  /** Of the two columns. */
  readonly conversations: readonly [Conversation, Conversation];
};

export const emptyDraft: Draft = {
  system: '',
  tools: '',
  toolChoice: 'auto',
  prompt: '',
  images: [],
  conversations: [[], []],
};

/** Where a project's draft is kept. */
export function draftKey(organizationId: string, projectId: string): string {
  return `weir.playground.${organizationId}.${projectId}`;
}

/** The draft that is kept under `key`; an empty one where there is none, or one of another form. */
export function readDraft(storage: Storage, key: string): Draft {
  try {
    const read = draft.safeParse(JSON.parse(storage.getItem(key) ?? 'null'));
    if (!read.success) return emptyDraft;
    const [first, second] = read.data.conversations;
    return { ...read.data, conversations: [settled(first), settled(second)] };
  } catch {
    return emptyDraft;
  }
}

/** Keeps `kept`. What a tab has no room for, a picture above all, is kept while the page is open alone. */
export function saveDraft(storage: Storage, key: string, kept: Draft): void {
  try {
    storage.setItem(key, JSON.stringify(kept));
  } catch {
    storage.removeItem(key);
  }
}
