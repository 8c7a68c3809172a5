import { withoutKnown } from '../../canonical/fields.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { asObject, countAt, type JsonObject, listAt, nameAt, objectAt, textAt } from '../../json-read.ts';
import { toEmbeddedFailure } from '../../to-failure.ts';
import { UntoldPictures } from '../../untold-pictures.ts';
import { citationsOf } from './annotations.ts';
import { chatUsage } from './chat-usage.ts';
import { ChoiceReader } from './choice-reader.ts';

/** `p` and `obfuscation` are noise that hides lengths. */
const knownFields: ReadonlySet<string> = new Set([
  'id',
  'object',
  'created',
  'model',
  'choices',
  'usage',
  'service_tier',
  'error',
  'p',
  'obfuscation',
]);

/** More choices than any vendor gives: what is numbered higher is no choice. */
const choicesMax = 1024;

function isError(body: JsonObject): boolean {
  return asObject(body['error']) !== undefined || textAt(body, 'error') !== undefined || body['object'] === 'error';
}

/** Reads chunks, or one whole answer, into events. Keeps no text that it has passed on. */
export class AnswerReader {
  readonly #choices = new Map<number, ChoiceReader>();
  readonly #pictures = new UntoldPictures();
  #native: JsonObject = {};
  #responseId = '';
  #serviceTier: string | undefined;
  #started = false;
  #failed = false;

  /** True once any choice said why it ended. */
  get isFinished(): boolean {
    return this.#choices.size > 0 && [...this.#choices.values()].every((reader) => reader.isFinished);
  }

  /** The events of one chunk, or of a whole answer. */
  read(body: JsonObject, part: 'delta' | 'message'): readonly StreamEvent[] {
    if (this.#failed) return [];
    if (isError(body)) return this.#fail(body);
    const events: StreamEvent[] = [...this.#start(body, false)];
    this.#serviceTier = nameAt(body, 'service_tier') ?? this.#serviceTier;
    for (const choice of listAt(body, 'choices').map(asObject)) {
      if (choice !== undefined) events.push(...this.#choice(choice, part, body));
      if (this.#failed) return events;
    }
    this.#pictures.draw(events.filter((event) => event.type === 'open' && event.part.kind === 'image').length);
    const usage = this.#usage(body);
    if (usage.length > 0) events.push(...this.#start(body, true), ...usage);
    return events;
  }

  /** The end that the dialect tells of. */
  end(): readonly StreamEvent[] {
    if (this.#failed) return [{ type: 'end' }];
    const events: StreamEvent[] = [...this.#start({}, true)];
    for (const [, reader] of [...this.#choices].sort(([a], [b]) => a - b)) events.push(...reader.end());
    const pictures = this.#pictures.usage;
    if (pictures !== undefined) events.push({ type: 'usage', usage: pictures });
    events.push({ type: 'end' });
    return events;
  }

  /** Azure's first chunk has no id and no choice: what it tells waits for one that has. */
  #start(body: JsonObject, isLast: boolean): readonly StreamEvent[] {
    if (this.#started) return [];
    this.#native = { ...this.#native, ...withoutKnown(body, knownFields) };
    const responseId = nameAt(body, 'id');
    if (!isLast && responseId === undefined && listAt(body, 'choices').length === 0) return [];
    this.#started = true;
    this.#responseId = responseId ?? '';
    const model = nameAt(body, 'model');
    const createdAtSeconds = countAt(body, 'created');
    return [
      {
        type: 'start',
        ...(responseId === undefined ? {} : { responseId }),
        ...(model === undefined ? {} : { model }),
        ...(createdAtSeconds === undefined ? {} : { createdAtSeconds }),
        ...(Object.keys(this.#native).length === 0 ? {} : { native: this.#native }),
      },
    ];
  }

  #choice(choice: JsonObject, part: 'delta' | 'message', body: JsonObject): readonly StreamEvent[] {
    const number = countAt(choice, 'index') ?? 0;
    if (number >= choicesMax) return [];
    // OpenRouter: the error of what was behind it.
    if (asObject(choice['error']) !== undefined) return this.#fail(choice);
    const message = objectAt(choice, part) ?? {};
    let reader = this.#choices.get(number);
    if (reader === undefined) {
      reader = new ChoiceReader(number, (call) => `call_${this.#responseId}${number}_${call}`);
      this.#choices.set(number, reader);
    }
    const citations = number === 0 ? citationsOf(body) : [];
    if (citations.length > 0) reader.citations = citations;
    return reader.read(choice, message, part === 'message');
  }

  /** Groq repeats the usage under a name of its own, also where it was not asked for. */
  #usage(body: JsonObject): readonly StreamEvent[] {
    const report = objectAt(body, 'usage') ?? objectAt(objectAt(body, 'x_groq'), 'usage');
    if (report === undefined) return [];
    const serviceTier = nameAt(report, 'service_tier') ?? this.#serviceTier;
    const usage = chatUsage(report);
    this.#pictures.report(usage);
    return [{ type: 'usage', usage, ...(serviceTier === undefined ? {} : { serviceTier }) }];
  }

  #fail(body: JsonObject): readonly StreamEvent[] {
    this.#failed = true;
    const started: readonly StreamEvent[] = this.#started ? [] : [{ type: 'start' }];
    return [...started, { type: 'error', failure: toEmbeddedFailure(body) }];
  }
}
