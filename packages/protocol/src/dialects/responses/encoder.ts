import type { AnswerContext, StreamEncoder } from '../../canonical/chat-dialect.ts';
import { openaiTier } from '../../canonical/openai-tier.ts';
import type { Part } from '../../canonical/part.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import type { Failure } from '../../failure.ts';
import type { JsonObject } from '../../json-read.ts';
import type { FinishReason } from '../../meter-event.ts';
import type { Usage } from '../../usage.ts';
import { answerItem, answerPart, answerWriting, ItemIds } from './answer-items.ts';
import { statusOfFinish } from './closing.ts';
import { EventWriter } from './event-writer.ts';
import { failedError } from './failure-code.ts';
import { ItemWriter } from './item-writer.ts';
import { type ItemWriting, itemOf } from './output-items.ts';
import { repeatedSettings, responseIdOf } from './response-object.ts';
import { responsesReport, toolUsageOf } from './responses-report.ts';

type Event<Type extends StreamEvent['type']> = Extract<StreamEvent, { type: Type }>;

/** What differs between the response objects of one stream. */
type Standing = {
  readonly status: 'in_progress' | 'completed' | 'incomplete' | 'failed';
  readonly output: string;
  readonly error?: JsonObject;
  readonly reason?: string;
};

/**
 * Writes a Responses stream. Items may be open side by side, as the API's `output_index` allows. Its last event repeats
 * the whole answer, so the items are held, as text, until then: as much as the model wrote.
 */
export class ResponsesEncoder implements StreamEncoder {
  readonly #context: AnswerContext;
  readonly #writer = new EventWriter();
  readonly #writing: ItemWriting;
  readonly #ids: ItemIds;
  readonly #byPart = new Map<number, ItemWriter>();
  readonly #open = new Set<ItemWriter>();
  readonly #output: string[] = [];
  #last: ItemWriter | undefined;
  #head: string | undefined;
  #usage: Usage | undefined;
  #serviceTier: string | undefined;
  #finish: FinishReason | undefined;
  #refuses = false;
  #failed = false;

  constructor(context: AnswerContext) {
    this.#context = context;
    this.#writing = answerWriting(context);
    this.#ids = new ItemIds(context);
  }

  encode(event: StreamEvent): string {
    switch (event.type) {
      case 'start':
        return this.#start(event);
      case 'open':
        return event.choice === 0 ? this.#opened(event) : '';
      case 'delta':
        return event.choice === 0 ? (this.#byPart.get(event.index)?.delta(event.index, event.delta) ?? '') : '';
      case 'close':
        return event.choice === 0 ? this.#closed(event.index) : '';
      case 'usage':
        this.#usage = { ...this.#usage, ...event.usage };
        this.#serviceTier = event.serviceTier ?? this.#serviceTier;
        return '';
      case 'finish':
        if (event.choice !== 0) return '';
        this.#finish = event.reason;
        return this.#finishItems(event.reason);
      case 'error':
        return this.#fail(event.failure);
      case 'end':
        return this.#end();
    }
  }

  #start({ responseId, model, createdAtSeconds }: Omit<Event<'start'>, 'type'>): string {
    if (this.#head !== undefined) return '';
    const context = this.#context;
    const fixed: JsonObject = {
      id: responseIdOf(responseId, context),
      object: 'response',
      created_at: createdAtSeconds ?? context.createdAtSeconds,
      completed_at: null,
      model: model ?? context.model,
      ...repeatedSettings(context.request),
    };
    // The settings may be long and stand in three events: they are written once.
    this.#head = JSON.stringify(fixed).slice(0, -1);
    const response = this.#response({ status: 'in_progress', output: '[]' });
    return this.#writer.write('response.created', response) + this.#writer.write('response.in_progress', response);
  }

  #response({ status, output, error, reason }: Standing): string {
    const toolUsage = status === 'in_progress' ? undefined : toolUsageOf(this.#usage);
    const rest = JSON.stringify({
      status,
      error: error ?? null,
      incomplete_details: reason === undefined ? null : { reason },
      service_tier: openaiTier(this.#serviceTier ?? this.#context.request?.serviceTier) ?? 'default',
      usage: status === 'in_progress' ? null : responsesReport(this.#usage),
      ...(toolUsage === undefined ? {} : { tool_usage: toolUsage }),
    });
    return `"response":${this.#head},"output":${output},${rest.slice(1)}`;
  }

  #opened({ index, part: told }: Event<'open'>): string {
    const begun = this.#head === undefined ? this.#start({}) : '';
    const part = answerPart(told, this.#context);
    if (part.kind === 'refusal') this.#refuses = true;
    const last = this.#last;
    if (last?.takes(part) === true) {
      this.#byPart.set(index, last);
      return begun + last.open(index, part);
    }
    const before = last === undefined || last.hasOpen ? '' : this.#finishItem(last);
    const item = itemOf([part], this.#writing);
    if (item === undefined) return begun + before;
    const sealed = part.kind === 'tool_call' || part.kind === 'image' ? this.#sealItem(part, 'next') : '';
    const outputIndex = this.#take();
    const id = this.#ids.of(item, outputIndex);
    const opened = new ItemWriter({ id, outputIndex, writer: this.#writer, writing: this.#writing });
    this.#byPart.set(index, opened);
    this.#open.add(opened);
    this.#last = opened;
    return begun + before + sealed + opened.open(index, part);
  }

  #closed(index: number): string {
    const item = this.#byPart.get(index);
    if (item === undefined) return '';
    this.#byPart.delete(index);
    const closed = item.close(index);
    if (item.hasOpen || (item === this.#last && !item.isAlone)) return closed;
    return closed + this.#finishItem(item);
  }

  #finishItem(item: ItemWriter, reason?: FinishReason): string {
    if (!this.#open.delete(item)) return '';
    if (this.#last === item) this.#last = undefined;
    // Only what the answer ends with was cut by its end.
    const cutBy = item.outputIndex === this.#output.length - 1 ? reason : undefined;
    const done = item.finish(cutBy);
    this.#output[item.outputIndex] = JSON.stringify(item.item(cutBy));
    const seals = item.parts.map((part) => (part.kind === 'text' ? this.#sealItem(part, 'previous') : ''));
    return done + seals.join('');
  }

  #finishItems(reason?: FinishReason): string {
    return [...this.#open].map((item) => this.#finishItem(item, reason)).join('');
  }

  #take(): number {
    return this.#output.push('null') - 1;
  }

  /** A seal of a part that has no place for one, in a reasoning item beside it. */
  #sealItem(part: Extract<Part, { kind: 'text' | 'tool_call' | 'image' }>, on: 'next' | 'previous'): string {
    const { signature } = part;
    const sealed = signature === undefined ? undefined : this.#writing.seal({ signature, on });
    if (sealed === undefined) return '';
    const outputIndex = this.#take();
    const made = { type: 'reasoning', summary: [], encrypted_content: sealed };
    const item = JSON.stringify(answerItem(made, this.#ids.of(made, outputIndex)));
    this.#output[outputIndex] = item;
    const fields = `"output_index":${outputIndex},"item":${item}`;
    return (
      this.#writer.write('response.output_item.added', fields) + this.#writer.write('response.output_item.done', fields)
    );
  }

  #fail(failure: Failure): string {
    const begun = this.#head === undefined ? this.#start({}) : '';
    this.#failed = true;
    const output = `[${this.#output.filter((item) => item !== 'null').join(',')}]`;
    return (
      begun +
      this.#writer.write('response.failed', this.#response({ status: 'failed', output, error: failedError(failure) }))
    );
  }

  #end(): string {
    if (this.#failed) return '';
    const begun = this.#head === undefined ? this.#start({}) : '';
    const done = this.#finishItems();
    const refusal: Part[] = this.#refuses ? [{ kind: 'refusal', text: '' }] : [];
    const reason = statusOfFinish(this.#finish, refusal);
    const status = reason === undefined ? 'completed' : 'incomplete';
    const output = `[${this.#output.join(',')}]`;
    const response = this.#response({ status, output, ...(reason === undefined ? {} : { reason }) });
    return begun + done + this.#writer.write(`response.${status}`, response);
  }
}
