import type { ChatRequest } from '../../canonical/chat-request.ts';

/** What Claude Code writes before its system prompt, for Anthropic's own accounting. It changes with each request. */
const noteMark = 'x-anthropic-billing-header:';

/** How it is named where it was left out. */
export const billingNote = 'system.x-anthropic-billing-header';

/**
 * A conversation as another vendor should read it: without the accounting note that Claude Code puts first into the
 * system prompt. It means nothing to a model, and because it is never the same it would keep every prompt out of the
 * vendor's cache. The request itself where there is none.
 */
export function withoutBillingNote(request: ChatRequest): ChatRequest {
  const [first, ...turns] = request.turns;
  const note = first?.role === 'system' ? first.parts[0] : undefined;
  if (first === undefined || note?.kind !== 'text' || !note.text.startsWith(noteMark)) return request;
  const parts = first.parts.slice(1);
  return { ...request, turns: parts.length === 0 ? turns : [{ ...first, parts }, ...turns] };
}
