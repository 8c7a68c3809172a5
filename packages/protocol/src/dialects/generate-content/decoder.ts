import type { DecodeOptions } from '../../canonical/chat-dialect.ts';
import { defined } from '../../canonical/fields.ts';
import type { StreamDecoder, StreamEvent } from '../../canonical/stream-event.ts';
import { readFrame, unreadableFrame } from '../../canonical/unreadable-frame.ts';
import { asObject, countAt, type JsonObject, listAt, nameAt, objectAt, textAt } from '../../json-read.ts';
import { toEmbeddedFailure } from '../../to-failure.ts';
import { UntoldPictures } from '../../untold-pictures.ts';
import { CandidateState, type Outbox } from './candidate-state.ts';
import { blockedFinish } from './finish-reason.ts';
import { generateUsage, searchesOf, tierOf } from './generate-usage.ts';
import type { AnswerReading } from './read-answer-part.ts';
import { endCandidate, readCandidate, restOf } from './read-candidate.ts';

const nothing: readonly StreamEvent[] = [];

/** Fields of a chunk that have canonical names; the first chunk's others are kept. */
const readFields = new Set(['candidates', 'usageMetadata', 'modelVersion', 'responseId']);

/** More candidates than any model gives: an index beyond would be a mistake, and cost memory. */
const candidatesMax = 128;

function secondsOf(time: string | undefined): number | undefined {
  const milliseconds = time === undefined ? Number.NaN : Date.parse(time);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}

/** Tells answers without an id of their own apart, by their first chunk (FNV-1a, twice). */
function digestOf(chunk: JsonObject): string {
  const text = JSON.stringify(chunk).slice(0, 65_536);
  let first = 0x811c9dc5;
  let second = 0x1234567;
  for (let index = 0; index < text.length; index++) {
    first = Math.imul(first ^ text.charCodeAt(index), 0x01000193);
    second = Math.imul(second ^ text.charCodeAt(text.length - 1 - index), 0x01000193);
  }
  return `${(first >>> 0).toString(36)}${(second >>> 0).toString(36)}`;
}

/**
 * Reads the chunks of an answer; a whole answer is one chunk. There is no terminal event: the answer is whole where each
 * of its candidates has named its reason to finish, or the prompt was blocked, and the bytes ended cleanly. Parts may
 * still come after a reason (Google's own MCP calls), so reasons are told at the end only.
 */
export class GenerateContentDecoder implements StreamDecoder {
  readonly #reading: AnswerReading;
  readonly #candidates = new Map<number, CandidateState>();
  readonly #pictures = new UntoldPictures();
  readonly #outbox: Outbox = { events: [] };
  #state: 'new' | 'open' | 'failed' | 'ended' = 'new';
  #blocked: string | undefined;
  #model: string | undefined;
  #callPrefix = '';
  #calls = 0;

  constructor({ signer }: DecodeOptions) {
    this.#reading = { signer, nextCallId: () => `${this.#callPrefix}_${this.#calls++}` };
  }

  frame(_event: string | undefined, data: string): readonly StreamEvent[] {
    const chunk = readFrame(data);
    if (chunk === 'filler' || this.#isOver) return nothing;
    if (chunk !== 'unreadable') return this.take(chunk);
    this.#state = 'failed';
    return [unreadableFrame];
  }

  /** What one chunk tells. */
  take(chunk: JsonObject): readonly StreamEvent[] {
    if (this.#isOver) return nothing;
    if (objectAt(chunk, 'error') !== undefined) {
      this.#state = 'failed';
      return [{ type: 'error', failure: toEmbeddedFailure(chunk) }];
    }
    return this.#gather(() => {
      if (this.#state === 'new') this.#start(chunk);
      this.#blocked ??= textAt(objectAt(chunk, 'promptFeedback'), 'blockReason');
      for (const one of listAt(chunk, 'candidates')) this.#candidate(asObject(one) ?? {});
      const report = objectAt(chunk, 'usageMetadata');
      if (report !== undefined) this.#usage(report);
    });
  }

  end(): readonly StreamEvent[] {
    const states = [...this.#candidates.values()];
    const isFinished = states.length > 0 && states.every((state) => state.finishWord !== undefined);
    const isBlocked = states.length === 0 && this.#blocked !== undefined;
    if (this.#state !== 'open' || !(isFinished || isBlocked)) return nothing;
    this.#state = 'ended';
    return this.#gather(() => {
      if (this.#blocked !== undefined && isBlocked) {
        this.#tell({ type: 'finish', choice: 0, ...blockedFinish(this.#blocked) });
      }
      for (const state of states) endCandidate(state);
      const groundings = states.map(({ metadata }) => objectAt(metadata, 'groundingMetadata') ?? {});
      const searches = searchesOf(groundings, this.#model);
      if (searches !== undefined) this.#tell({ type: 'usage', usage: { searches } });
      const pictures = this.#pictures.usage;
      if (pictures !== undefined) this.#tell({ type: 'usage', usage: pictures });
      this.#tell({ type: 'end' });
    });
  }

  get #isOver(): boolean {
    return this.#state === 'failed' || this.#state === 'ended';
  }

  #gather(read: () => void): readonly StreamEvent[] {
    const events: StreamEvent[] = [];
    this.#outbox.events = events;
    read();
    this.#pictures.draw(events.filter((event) => event.type === 'open' && event.part.kind === 'image').length);
    return events;
  }

  #tell(event: StreamEvent): void {
    this.#outbox.events.push(event);
  }

  #start(chunk: JsonObject): void {
    this.#state = 'open';
    const responseId = nameAt(chunk, 'responseId');
    const model = nameAt(chunk, 'modelVersion');
    const rest = restOf(chunk, readFields);
    this.#model = model;
    this.#callPrefix = `call_${responseId ?? digestOf(chunk)}`;
    this.#tell({
      type: 'start',
      ...defined({
        responseId,
        model,
        createdAtSeconds: secondsOf(textAt(chunk, 'createTime')),
        native: Object.keys(rest).length === 0 ? undefined : rest,
      }),
    });
  }

  #candidate(candidate: JsonObject): void {
    const number = Math.min(countAt(candidate, 'index') ?? 0, candidatesMax);
    const state = this.#candidates.get(number) ?? new CandidateState(number, this.#outbox);
    this.#candidates.set(number, state);
    readCandidate(candidate, state, this.#reading);
  }

  #usage(report: JsonObject): void {
    const usage = generateUsage(report);
    this.#pictures.report(usage);
    const serviceTier = tierOf(report);
    if (Object.keys(usage).length === 0 && serviceTier === undefined) return;
    this.#tell({ type: 'usage', usage, ...defined({ serviceTier }) });
  }
}
