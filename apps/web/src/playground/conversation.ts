/** A tool as a model called it; `arguments` is the JSON that the model wrote, as it came. */
export type ToolCall = { readonly id: string; readonly name: string; readonly arguments: string };

/** Why there is no answer, or no more of it. `code` is one of the gateway's or of the provider's. */
export type AnswerError = { readonly code: string; readonly message: string };

/** What a model answered, as far as it has come. */
export type Answer = {
  readonly state: 'streaming' | 'done' | 'stopped' | 'failed';
  readonly text: string;
  /** What it thought before. */
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  /** In OpenAI's words; absent while it is not told. */
  readonly finishReason?: string;
  /** Names the call; absent where none was made. */
  readonly callId?: string;
  /** Fields of the request that the model's provider does not take: it was sent without them. */
  readonly dropped?: string;
  readonly error?: AnswerError;
};

export type UserTurn = { readonly kind: 'user'; readonly text: string; readonly images: readonly string[] };
export type AnswerTurn = { readonly kind: 'answer'; readonly model: string; readonly answer: Answer };
/** What tools answered, by the id of their call. */
export type ResultsTurn = { readonly kind: 'results'; readonly results: Readonly<Record<string, string>> };
export type Turn = UserTurn | AnswerTurn | ResultsTurn;

/** A conversation with one model, oldest first. */
export type Conversation = readonly Turn[];

export const noAnswerYet: Answer = { state: 'streaming', text: '', reasoning: '', toolCalls: [] };

/** The answer that a conversation ends in. */
export function lastAnswer(conversation: Conversation): Answer | undefined {
  const last = conversation.at(-1);
  return last?.kind === 'answer' ? last.answer : undefined;
}

/** True while an answer is on its way. */
export function isStreaming(conversation: Conversation): boolean {
  return lastAnswer(conversation)?.state === 'streaming';
}

/** The calls of tools that must be answered before the conversation can go on. */
export function openToolCalls(conversation: Conversation): readonly ToolCall[] {
  const answer = lastAnswer(conversation);
  return answer?.state === 'done' ? answer.toolCalls : [];
}

/** `conversation` with `turn` and an answer to come. */
export function asked(conversation: Conversation, turn: UserTurn | ResultsTurn, model: string): Conversation {
  return [...conversation, turn, { kind: 'answer', model, answer: noAnswerYet }];
}

/** `conversation` with its last answer asked for again. */
export function askedAgain(conversation: Conversation, model: string): Conversation {
  return [...conversation.slice(0, -1), { kind: 'answer', model, answer: noAnswerYet }];
}

/** `conversation` with another last answer. */
export function withAnswer(conversation: Conversation, answer: Answer): Conversation {
  const last = conversation.at(-1);
  return last?.kind === 'answer' ? [...conversation.slice(0, -1), { ...last, answer }] : conversation;
}

/** What was under way when the page was left is under way no longer. */
export function settled(conversation: Conversation): Conversation {
  const answer = lastAnswer(conversation);
  return answer?.state === 'streaming' ? withAnswer(conversation, { ...answer, state: 'stopped' }) : conversation;
}
