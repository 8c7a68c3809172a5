import { blockedFinish, finishWord, readFinish } from '@weir/protocol/dialects/generate-content/finish-reason';
import { embedUsage, generateUsage, searchesOf, tierOf } from '@weir/protocol/dialects/generate-content/generate-usage';
import {
  asObject,
  countAt,
  type JsonObject,
  listAt,
  nameAt,
  objectAt,
  parseObject,
  textAt,
} from '@weir/protocol/json-read';
import type { MeterEvent } from '@weir/protocol/meter-event';
import { toEmbeddedFailure } from '@weir/protocol/to-failure';
import { UntoldPictures } from '@weir/protocol/untold-pictures';
import type { Decoder } from '../provider.ts';
import { usageEvent } from '../shared/events.ts';

const nothing: readonly MeterEvent[] = [];

/** What the meter has to know of one candidate until its end. */
type Candidate = { finish: string | undefined; calls: number; grounding: JsonObject | undefined };

function hasContent(part: JsonObject | undefined): boolean {
  return part !== undefined && part['text'] !== '' && Object.keys(part).length > 0;
}

function isPicture(part: JsonObject | undefined): boolean {
  const medium = objectAt(part, 'inlineData') ?? objectAt(part, 'fileData');
  return textAt(medium, 'mimeType')?.startsWith('image/') === true;
}

/** Calls that wait for the client: those that Google answers itself are taken off again. */
function callsIn(parts: readonly (JsonObject | undefined)[]): number {
  const calls = parts.filter((part) => textAt(objectAt(part, 'functionCall'), 'name') !== undefined);
  return calls.length - parts.filter((part) => part?.['functionResponse'] !== undefined).length;
}

/**
 * Reads the chunks of an answer; a whole one is a stream of one chunk. The answer is whole where each candidate has named
 * its reason to finish, or the prompt was blocked, and the bytes ended cleanly.
 */
export class GenerateDecoder implements Decoder {
  readonly #candidates = new Map<number, Candidate>();
  readonly #pictures = new UntoldPictures();
  #started = false;
  #failed = false;
  #content = false;
  #blocked: string | undefined;
  #model: string | undefined;

  frame(_event: string | undefined, data: string): readonly MeterEvent[] {
    const chunk = this.#failed ? undefined : parseObject(data);
    if (chunk === undefined) return nothing;
    if (objectAt(chunk, 'error') !== undefined) {
      this.#failed = true;
      return [{ type: 'error', failure: toEmbeddedFailure(chunk) }];
    }
    const events: MeterEvent[] = this.#started ? [] : [this.#start(chunk)];
    this.#blocked ??= textAt(objectAt(chunk, 'promptFeedback'), 'blockReason');
    for (const one of listAt(chunk, 'candidates')) this.#candidate(asObject(one), events);
    const report = objectAt(chunk, 'usageMetadata');
    const usage = report === undefined ? {} : generateUsage(report);
    this.#pictures.report(usage);
    if (report !== undefined && Object.keys(usage).length > 0) events.push(usageEvent(usage, tierOf(report)));
    return events;
  }

  end(): readonly MeterEvent[] {
    const candidates = [...this.#candidates.values()];
    const isFinished = candidates.length > 0 && candidates.every(({ finish }) => finish !== undefined);
    if (this.#failed || !(isFinished || (candidates.length === 0 && this.#blocked !== undefined))) return nothing;
    const searches = searchesOf(
      candidates.flatMap(({ grounding }) => (grounding === undefined ? [] : [grounding])),
      this.#model,
    );
    // The first one's reason stands for all.
    const first = this.#candidates.get(0) ?? candidates[0];
    const { reason } =
      first === undefined ? blockedFinish(this.#blocked ?? '') : readFinish(first.finish ?? '', first.calls > 0);
    const counted = { ...this.#pictures.usage, ...(searches === undefined ? {} : { searches }) };
    const used: MeterEvent[] = Object.keys(counted).length === 0 ? [] : [{ type: 'usage', usage: counted }];
    return [...used, { type: 'finish', reason }, { type: 'end' }];
  }

  #start(chunk: JsonObject): MeterEvent {
    this.#started = true;
    const responseId = nameAt(chunk, 'responseId');
    this.#model = nameAt(chunk, 'modelVersion');
    return {
      type: 'start',
      ...(responseId === undefined ? {} : { responseId }),
      ...(this.#model === undefined ? {} : { model: this.#model }),
    };
  }

  #candidate(candidate: JsonObject | undefined, events: MeterEvent[]): void {
    const index = countAt(candidate, 'index') ?? 0;
    const known = this.#candidates.get(index) ?? { finish: undefined, calls: 0, grounding: undefined };
    this.#candidates.set(index, known);
    const parts = listAt(objectAt(candidate, 'content'), 'parts').map(asObject);
    known.calls += callsIn(parts);
    this.#pictures.draw(parts.filter(isPicture).length);
    known.finish = finishWord(candidate?.['finishReason']) ?? known.finish;
    known.grounding = objectAt(candidate, 'groundingMetadata') ?? known.grounding;
    if (this.#content || !parts.some(hasContent)) return;
    this.#content = true;
    events.push({ type: 'content' });
  }
}

/** Reads a whole answer; without `end` where it is an error or was cut. */
export function fromGenerateBody(text: string): readonly MeterEvent[] {
  const decoder = new GenerateDecoder();
  return [...decoder.frame(undefined, text), ...decoder.end()];
}

type Whole = (body: JsonObject) => readonly MeterEvent[];

function fromWhole(text: string, read: Whole): readonly MeterEvent[] {
  const body = parseObject(text);
  if (body === undefined) return nothing;
  return objectAt(body, 'error') === undefined ? read(body) : [{ type: 'error', failure: toEmbeddedFailure(body) }];
}

/** Reads a token count: it uses nothing that is charged, so it only ends. */
export function fromCountBody(text: string): readonly MeterEvent[] {
  return fromWhole(text, () => [{ type: 'end' }]);
}

/** Reads embeddings of one text or of many. */
export function fromEmbedBody(text: string): readonly MeterEvent[] {
  return fromWhole(text, (body) => {
    const usage = embedUsage(body);
    return [...(Object.keys(usage).length === 0 ? nothing : [usageEvent(usage, undefined)]), { type: 'end' }];
  });
}
