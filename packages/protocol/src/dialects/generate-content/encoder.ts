import type { AnswerContext, StreamEncoder } from '../../canonical/chat-dialect.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { failureFrame } from '../../error-body.ts';
import type { JsonObject } from '../../json-read.ts';
import { sseText } from '../../sse-frame.ts';
import type { Usage } from '../../usage.ts';
import { candidateOf, headOf, nativeOf, usageOf } from './answer-frame.ts';
import { CandidateWriter } from './candidate-writer.ts';

const dataLength = 'data: '.length;

/**
 * Writes a stream as server-sent events or as one JSON array. The reasons to finish, the usage and the array's end are
 * written at `end` and not before: there is no other sign by which a client could tell a whole answer from a cut one.
 */
export class GenerateContentEncoder implements StreamEncoder {
  readonly #context: AnswerContext;
  readonly #candidates = new Map<number, CandidateWriter>();
  #tail: string;
  #head: JsonObject;
  #native: JsonObject = {};
  #usage: Usage | undefined;
  #serviceTier: string | undefined;
  #written = false;
  #failed = false;

  constructor(context: AnswerContext) {
    this.#context = context;
    this.#head = headOf({}, context);
    this.#tail = JSON.stringify(this.#head).slice(1);
  }

  encode(event: StreamEvent): string {
    switch (event.type) {
      case 'start':
        this.#head = headOf(event, this.#context);
        this.#tail = JSON.stringify(this.#head).slice(1);
        this.#native = nativeOf(event);
        return '';
      case 'open':
        return this.#chunk(event.choice, this.#candidate(event.choice).open(event.index, event.part));
      case 'delta':
        return this.#chunk(event.choice, this.#candidate(event.choice).delta(event.index, event.delta));
      case 'close':
        return this.#chunk(event.choice, this.#candidate(event.choice).close(event.index));
      case 'usage':
        this.#usage = { ...this.#usage, ...event.usage };
        this.#serviceTier = event.serviceTier ?? this.#serviceTier;
        return '';
      case 'finish':
        this.#candidate(event.choice).finish = event;
        return '';
      case 'error': {
        this.#failed = true;
        const frame = failureFrame('generate_content', event.failure, this.#context.callId);
        return this.#framed(frame.slice(dataLength).trimEnd(), true);
      }
      case 'end':
        return this.#failed ? '' : this.#framed(JSON.stringify(this.#ending()), true);
    }
  }

  #candidate(choice: number): CandidateWriter {
    const known = this.#candidates.get(choice);
    if (known !== undefined) return known;
    const created = new CandidateWriter();
    this.#candidates.set(choice, created);
    return created;
  }

  #chunk(choice: number, parts: string): string {
    if (parts === '') return '';
    const content = `{"content":{"parts":[${parts}],"role":"model"},"index":${choice}}`;
    return this.#framed(`{"candidates":[${content}],${this.#tail}`, false);
  }

  #ending(): JsonObject {
    // Without a candidate an answer would look as if it was cut.
    if (this.#candidates.size === 0) this.#candidate(0);
    const ended = [...this.#candidates].map(([index, writer]) => writer.ended(index));
    const isBlocked = this.#native['promptFeedback'] !== undefined && !this.#written;
    return {
      ...(isBlocked ? {} : { candidates: ended.map(candidateOf) }),
      ...usageOf(this.#usage, this.#serviceTier),
      ...this.#head,
      ...this.#native,
    };
  }

  #framed(json: string, isLast: boolean): string {
    const isFirst = !this.#written;
    this.#written = true;
    if (this.#context.asArray !== true) return sseText(undefined, json);
    return `${isFirst ? '[' : ',\r\n'}${json}${isLast ? '\r\n]' : ''}`;
  }
}
