import { z } from '../client/z.ts';
import { type Conversation, settled } from './conversation.ts';
import { toolChoices } from './tools.ts';

const toolCall = z.object({ id: z.string(), name: z.string(), arguments: z.string() });

const answer = z.object({
  state: z.enum(['streaming', 'done', 'stopped', 'failed']),
  text: z.string(),
  reasoning: z.string(),
  toolCalls: z.array(toolCall),
  finishReason: z.string().exactOptional(),
  callId: z.string().exactOptional(),
  error: z.object({ code: z.string(), message: z.string() }).exactOptional(),
});

const turn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), text: z.string(), images: z.array(z.string()) }),
  z.object({ kind: z.literal('answer'), model: z.string(), answer }),
  z.object({ kind: z.literal('results'), results: z.record(z.string(), z.string()) }),
]);

const draft = z.object({
  system: z.string(),
  tools: z.string(),
  toolChoice: z.enum(toolChoices),
  prompt: z.string(),
  images: z.array(z.string()),
  conversations: z.tuple([z.array(turn), z.array(turn)]),
});

/** What was written and said on this page, as this browser tab keeps it. */
export type Draft = Omit<z.output<typeof draft>, 'conversations' | 'images'> & {
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
