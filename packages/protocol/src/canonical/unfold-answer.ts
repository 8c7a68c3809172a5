import type { ChatAnswer } from './chat-answer.ts';
import type { Part, ReasoningPart, TextPart } from './part.ts';
import type { PartDelta, StreamEvent } from './stream-event.ts';

type Unfolded = { readonly part: Part; readonly deltas: readonly PartDelta[] };

function unfoldText(part: TextPart): Unfolded {
  const { text, annotations, logprobs, signature, ...rest } = part;
  const deltas: PartDelta[] = [];
  if (text !== '' || logprobs !== undefined) {
    deltas.push({ kind: 'text', text, ...(logprobs === undefined ? {} : { logprobs }) });
  }
  for (const annotation of annotations ?? []) deltas.push({ kind: 'annotation', annotation });
  if (signature !== undefined) deltas.push({ kind: 'signature', signature });
  return { part: { ...rest, text: '' }, deltas };
}

function unfoldReasoning(part: ReasoningPart): Unfolded {
  const { texts, signature, ...rest } = part;
  if (texts.length === 0) return { part, deltas: [] };
  const deltas: PartDelta[] = texts.map((text, section) => ({ kind: 'reasoning', text, section }));
  if (signature !== undefined) deltas.push({ kind: 'signature', signature });
  return { part: { ...rest, texts: [] }, deltas };
}

function unfold(part: Part): Unfolded {
  switch (part.kind) {
    case 'text':
      return unfoldText(part);
    case 'reasoning':
      return unfoldReasoning(part);
    case 'refusal':
      return { part: { ...part, text: '' }, deltas: part.text === '' ? [] : [{ kind: 'text', text: part.text }] };
    case 'tool_call':
      return {
        part: { ...part, arguments: '' },
        deltas: part.arguments === '' ? [] : [{ kind: 'arguments', text: part.arguments }],
      };
    default:
      return { part, deltas: [] };
  }
}

/** The events that tell of one part, complete. */
export function unfoldPart(part: Part, choice: number, index: number): readonly StreamEvent[] {
  const { part: opened, deltas } = unfold(part);
  return [
    { type: 'open', choice, index, part: opened },
    ...deltas.map((delta): StreamEvent => ({ type: 'delta', choice, index, delta })),
    { type: 'close', choice, index },
  ];
}

/** The events that tell of a whole answer at once: folded again they give the answer. */
export function unfoldAnswer(answer: ChatAnswer): readonly StreamEvent[] {
  const { choices, usage, serviceTier, failure, ended, ...start } = answer;
  const events: StreamEvent[] = [{ type: 'start', ...start }];
  choices.forEach(({ parts, finish }, choice) => {
    parts.forEach((part, index) => {
      events.push(...unfoldPart(part, choice, index));
    });
    if (finish !== undefined) events.push({ type: 'finish', choice, ...finish });
  });
  if (usage !== undefined) {
    events.push({ type: 'usage', usage, ...(serviceTier === undefined ? {} : { serviceTier }) });
  }
  if (failure !== undefined) events.push({ type: 'error', failure });
  if (ended) events.push({ type: 'end' });
  return events;
}
