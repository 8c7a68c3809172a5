import type { AnswerChoice, ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext, StreamEncoder } from '../../canonical/chat-dialect.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { failureFrame } from '../../error-body.ts';
import type { JsonObject } from '../../json-read.ts';
import type { Usage } from '../../usage.ts';
import { wordOfFinish } from '../chat-completions/finish-reason.ts';
import { writeUsage } from '../chat-completions/write-usage.ts';

type Head = { readonly responseId?: string; readonly createdAtSeconds?: number; readonly model?: string };

function headOf({ responseId, createdAtSeconds, model }: Head, context: AnswerContext): JsonObject {
  return {
    id: responseId ?? `cmpl-${context.callId}`,
    object: 'text_completion',
    created: createdAtSeconds ?? context.createdAtSeconds,
    model: model ?? context.model,
  };
}

function choiceOf(index: number, text: string, finish: string | null): JsonObject {
  return { text, index, logprobs: null, finish_reason: finish };
}

function textOf({ parts }: AnswerChoice): string {
  return parts.map((part) => (part.kind === 'text' || part.kind === 'refusal' ? part.text : '')).join('');
}

/** Writes a whole text completion; thoughts have no place in it. */
export function encodeCompletion(answer: ChatAnswer, context: AnswerContext): JsonObject {
  const choices = answer.choices.length === 0 ? [{ parts: [] }] : answer.choices;
  const usage = writeUsage(answer.usage);
  return {
    ...headOf(answer, context),
    choices: choices.map((choice, index) => {
      const { reason = 'other', word } = choice.finish ?? {};
      return choiceOf(index, textOf(choice), wordOfFinish(reason, word, true));
    }),
    ...(usage === undefined ? {} : { usage }),
  };
}

/** Writes a text completion stream. */
export class CompletionStreamEncoder implements StreamEncoder {
  readonly #context: AnswerContext;
  #head: JsonObject;
  #usage: Usage | undefined;
  #failed = false;

  constructor(context: AnswerContext) {
    this.#context = context;
    this.#head = headOf({}, context);
  }

  encode(event: StreamEvent): string {
    switch (event.type) {
      case 'start':
        this.#head = headOf(event, this.#context);
        return '';
      case 'delta':
        return event.delta.kind === 'text' ? this.#chunk(choiceOf(event.choice, event.delta.text, null)) : '';
      case 'usage':
        this.#usage = { ...this.#usage, ...event.usage };
        return '';
      case 'finish':
        return this.#chunk(choiceOf(event.choice, '', wordOfFinish(event.reason, event.word, true)));
      case 'error':
        this.#failed = true;
        return failureFrame('completions', event.failure, this.#context.callId);
      case 'end':
        return this.#end();
      case 'open':
      case 'close':
        return '';
    }
  }

  #chunk(choice: JsonObject): string {
    return `data: ${JSON.stringify({ ...this.#head, choices: [choice] })}\n\n`;
  }

  #end(): string {
    const report = this.#context.includesUsage === true && !this.#failed ? writeUsage(this.#usage) : undefined;
    const usage =
      report === undefined ? '' : `data: ${JSON.stringify({ ...this.#head, choices: [], usage: report })}\n\n`;
    return `${usage}data: [DONE]\n\n`;
  }
}
