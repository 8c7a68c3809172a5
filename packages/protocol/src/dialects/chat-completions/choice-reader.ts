import type { Annotation, AudioPart } from '../../canonical/part.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { asList, asObject, countAt, type JsonObject, listAt, objectAt, textAt } from '../../json-read.ts';
import type { FinishReason } from '../../meter-event.ts';
import { parseAnnotations } from './annotations.ts';
import { finishReasonOf } from './finish-reason.ts';
import { audioTypeIn, sourceOfUrl } from './media.ts';
import { readDetail } from './parse-reasoning.ts';
import { PartBook } from './part-book.ts';
import { readLogprobs } from './read-logprobs.ts';
import { ReasoningReader } from './reasoning-reader.ts';
import { ToolCallReader } from './tool-call-reader.ts';

/** Parts of content that only an answer has; text among them grows, everything else comes whole. */
type ChunkReader = (reader: ChoiceReader, chunk: JsonObject) => void;

function readThinking(reader: ChoiceReader, chunk: JsonObject): void {
  const { thinking } = chunk;
  const chunks = typeof thinking === 'string' ? [{ text: thinking }] : listAt(chunk, 'thinking').map(asObject);
  reader.think(chunks.map((one) => textAt(one, 'text') ?? '').join(''));
}

/** Claude at Databricks (https://docs.databricks.com/machine-learning/model-serving/query-reason-models). */
function readSummary(reader: ChoiceReader, chunk: JsonObject): void {
  for (const one of listAt(chunk, 'summary').map(asObject)) {
    reader.think(textAt(one, 'text') ?? '');
    const value = textAt(one, 'signature');
    if (value !== undefined) reader.reasoning.seal({ origin: 'anthropic', value });
  }
}

const chunkReaders: Readonly<Record<string, ChunkReader>> = {
  text: (reader, chunk) => reader.say(textAt(chunk, 'text') ?? ''),
  output_text: (reader, chunk) => reader.say(textAt(chunk, 'text') ?? ''),
  thinking: readThinking,
  reasoning: readSummary,
  reference: (reader, chunk) => reader.cite({ kind: 'native', value: chunk }),
  image_url: (reader, chunk) => reader.show(chunk),
};

/** Reads one choice, out of deltas or of a whole message: both have the same fields. */
export class ChoiceReader {
  readonly #choice: number;
  readonly #book: PartBook;
  readonly #calls: ToolCallReader;
  readonly reasoning: ReasoningReader;
  /** What the answer cites as a whole; taken by the first text. */
  citations: readonly Annotation[] = [];
  readonly #cited = new Set<string>();
  #text: number | undefined;
  #refusal: number | undefined;
  #audio: number | undefined;
  #logprobs: JsonObject | undefined;
  #finishWord: string | undefined;
  #stopSequence: string | undefined;

  constructor(choice: number, newId: (number: number) => string) {
    this.#choice = choice;
    this.#book = new PartBook(choice);
    this.#calls = new ToolCallReader(this.#book, newId);
    this.reasoning = new ReasoningReader(this.#book, this.#calls);
  }

  /** True once the vendor said why it ended. */
  get isFinished(): boolean {
    return this.#finishWord !== undefined;
  }

  /** `message` is a delta unless `isWhole`. */
  read(choice: JsonObject, message: JsonObject, isWhole: boolean): readonly StreamEvent[] {
    this.#logprobs = objectAt(choice, 'logprobs');
    this.#think(message);
    this.#content(message['content']);
    this.#refuse(textAt(message, 'refusal'));
    this.#hear(objectAt(message, 'audio'));
    for (const image of listAt(message, 'images').map(asObject)) if (image !== undefined) this.show(image);
    this.#call(message, isWhole);
    this.#executed(message);
    for (const annotation of parseAnnotations(message)) this.cite(annotation);
    this.#finishWord = textAt(choice, 'finish_reason') ?? this.#finishWord;
    // vLLM: the sequence that ended the answer, or the number of a token.
    this.#stopSequence = textAt(choice, 'stop_reason') ?? this.#stopSequence;
    return this.#book.take();
  }

  /** Closes what is open and tells why the choice ended; a vendor that does not say is taken by what it wrote. */
  end(): readonly StreamEvent[] {
    this.reasoning.close();
    if (this.#text === undefined && this.#untold().length > 0) this.#openText();
    this.#closeText();
    if (this.#refusal !== undefined) this.#book.close(this.#refusal);
    if (this.#audio !== undefined) this.#book.close(this.#audio);
    const seals = [
      ...this.#calls.end().values(),
      ...(this.reasoning.textSeal === undefined ? [] : [this.reasoning.textSeal]),
    ];
    for (const signature of seals) this.#book.add({ kind: 'reasoning', texts: [], signature });
    return [...this.#book.take(), this.#finish()];
  }

  /** Text of the answer. */
  say(text: string): void {
    const logprobs = readLogprobs(this.#logprobs, 'content');
    if (text === '' && (logprobs === undefined || this.#text === undefined)) return;
    this.#logprobs = undefined;
    this.reasoning.close();
    const index = this.#text ?? this.#openText();
    this.#book.grow(index, { kind: 'text', text, ...(logprobs === undefined ? {} : { logprobs }) });
  }

  /** A chunk of reasoning among the content. */
  think(text: string): void {
    if (text === '') return;
    this.#closeText();
    this.reasoning.chunk(text);
  }

  cite(annotation: Annotation): void {
    this.reasoning.close();
    if (annotation.kind === 'url') this.#cited.add(annotation.url);
    this.#book.grow(this.#text ?? this.#openText(), { kind: 'annotation', annotation });
  }

  /** A picture, whole. */
  show(image: JsonObject): void {
    const url = textAt(objectAt(image, 'image_url'), 'url') ?? textAt(image, 'image_url');
    if (url === undefined) return;
    this.reasoning.close();
    this.#book.add({ kind: 'image', source: sourceOfUrl(url) });
  }

  #think(message: JsonObject): void {
    const plain = textAt(message, 'reasoning_content') ?? textAt(message, 'reasoning');
    const details = listAt(message, 'reasoning_details');
    if (plain === undefined && details.length === 0) return;
    const isSealOnly = plain === undefined && details.every((detail) => readDetail(detail)?.text === undefined);
    if (!isSealOnly) this.#closeText();
    const ids = listAt(message, 'tool_calls').flatMap((call) => textAt(asObject(call), 'id') ?? []);
    this.reasoning.read(plain, details, new Set(ids));
    const { textSeal } = this.reasoning;
    if (this.#text === undefined || textSeal === undefined) return;
    this.#book.grow(this.#text, { kind: 'signature', signature: textSeal });
    this.reasoning.textSeal = undefined;
  }

  #content(content: unknown): void {
    if (typeof content === 'string') this.say(content);
    for (const chunk of asList(content).map(asObject)) {
      const type = textAt(chunk, 'type') ?? '';
      const reader = Object.hasOwn(chunkReaders, type) ? chunkReaders[type] : undefined;
      if (chunk === undefined) continue;
      if (reader === undefined) this.#book.add({ kind: 'native', type, value: chunk });
      else reader(this, chunk);
    }
  }

  #refuse(text: string | undefined): void {
    if (text === undefined) return;
    this.reasoning.close();
    this.#refusal ??= this.#book.open({ kind: 'refusal', text: '' });
    this.#book.grow(this.#refusal, { kind: 'text', text });
  }

  #hear(audio: JsonObject | undefined): void {
    const [data, transcript, id] = [textAt(audio, 'data'), textAt(audio, 'transcript'), textAt(audio, 'id')];
    if (data === undefined && transcript === undefined && id === undefined) return;
    this.reasoning.close();
    this.#audio ??= this.#book.open(openingSound(data, id, countAt(audio, 'expires_at')));
    if (data === undefined && transcript === undefined) return;
    const said = transcript === undefined ? {} : { transcript };
    this.#book.grow(this.#audio, { kind: 'audio', ...(data === undefined ? {} : { data }), ...said });
  }

  #call(message: JsonObject, isWhole: boolean): void {
    const calls = listAt(message, 'tool_calls');
    const called = objectAt(message, 'function_call');
    if (calls.length > 0) {
      this.#beforeCalls();
      this.#calls.read(calls, isWhole);
    } else if (called !== undefined) {
      if (textAt(called, 'name') !== undefined) this.#beforeCalls();
      this.#calls.readLegacy(called);
    }
  }

  #beforeCalls(): void {
    this.reasoning.close();
    this.#closeText();
  }

  /** What Groq's compound systems did on their own. */
  #executed(message: JsonObject): void {
    for (const value of listAt(message, 'executed_tools').map(asObject)) {
      if (value !== undefined) this.#book.add({ kind: 'native', type: 'executed_tool', value });
    }
  }

  #openText(): number {
    const signature = this.reasoning.textSeal;
    this.reasoning.textSeal = undefined;
    this.#text = this.#book.open({ kind: 'text', text: '', ...(signature === undefined ? {} : { signature }) });
    return this.#text;
  }

  /** What is cited as a whole and by no text. */
  #untold(): readonly Annotation[] {
    return this.citations.filter((annotation) => annotation.kind !== 'url' || !this.#cited.has(annotation.url));
  }

  #closeText(): void {
    if (this.#text === undefined) return;
    for (const annotation of this.#untold()) {
      this.#book.grow(this.#text, { kind: 'annotation', annotation });
      if (annotation.kind === 'url') this.#cited.add(annotation.url);
    }
    this.#book.close(this.#text);
    this.#text = undefined;
  }

  /** OpenAI for a forced function, and many hosts for any, say that it stopped; what matters is that calls wait. So it says of refusals. */
  #stopped(): FinishReason {
    if (this.#calls.any) return 'tool_calls';
    return this.#refusal === undefined ? 'stop' : 'refusal';
  }

  #finish(): StreamEvent {
    const word = this.#finishWord;
    const choice = this.#choice;
    if (word === undefined) return { type: 'finish', choice, reason: this.#calls.any ? 'tool_calls' : 'stop' };
    const said = finishReasonOf(word);
    const reason = said === 'stop' ? this.#stopped() : said;
    const stopSequence = this.#stopSequence;
    return {
      type: 'finish',
      choice,
      reason,
      ...(stopSequence === undefined ? {} : { stopSequence }),
      ...(word === reason ? {} : { word }),
    };
  }
}

function openingSound(
  data: string | undefined,
  id: string | undefined,
  expiresAtSeconds: number | undefined,
): AudioPart {
  return {
    kind: 'audio',
    source: { kind: 'base64', mediaType: audioTypeIn(data ?? ''), data: '' },
    ...(id === undefined ? {} : { id }),
    ...(expiresAtSeconds === undefined ? {} : { expiresAtSeconds }),
  };
}
