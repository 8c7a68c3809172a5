import type { AnswerContext, StreamEncoder } from '../../canonical/chat-dialect.ts';
import { openaiTier } from '../../canonical/openai-tier.ts';
import type { Annotation, AudioPart, Part, ReasoningPart, Signature, ToolCallPart } from '../../canonical/part.ts';
import type { PartDelta, StreamEvent } from '../../canonical/stream-event.ts';
import { failureFrame } from '../../error-body.ts';
import type { JsonObject } from '../../json-read.ts';
import type { Usage } from '../../usage.ts';
import { encodeAnnotation } from './annotations.ts';
import { sealDetail } from './encode-replay.ts';
import { wordOfFinish } from './finish-reason.ts';
import { textSealId } from './parse-reasoning.ts';
import { encodeLogprobs } from './read-logprobs.ts';
import {
  answerNatives,
  customNames,
  isLegacyCall,
  needsDetails,
  writeCall,
  writeCallSeal,
  writeDetails,
  writeImage,
} from './write-part.ts';
import { writeUsage } from './write-usage.ts';

/** A part that is open, and what of it waits: a reasoning's text for its seal, a free-text call's arguments for their end. */
type Open = {
  part: Part;
  /** Among the tool calls, reasonings or texts of the choice. */
  readonly number: number;
  /** Characters of the choice's content before a text. */
  readonly offset: number;
  waiting: string;
  signature?: Signature;
  /** Its text came at once, and is still to be written. */
  isWhole?: boolean;
};

type Choice = {
  begun: boolean;
  refuses: boolean;
  calls: number;
  reasonings: number;
  characters: number;
  readonly open: Map<number, Open>;
};

/**
 * Writes a chat completion stream. What waits is no more than the model wrote: the text of a reasoning that is open, so
 * that the seal which may follow stands beside it, and the arguments of free-text calls.
 */
export class ChatStreamEncoder implements StreamEncoder {
  readonly #context: AnswerContext;
  readonly #custom: ReadonlySet<string>;
  readonly #choices: Choice[] = [];
  #head = '';
  #tail = '}\n\n';
  #usage: Usage | undefined;
  #failed = false;

  constructor(context: AnswerContext) {
    this.#context = context;
    this.#custom = customNames(context.request);
  }

  encode(event: StreamEvent): string {
    switch (event.type) {
      case 'start':
        return this.#start(event);
      case 'open':
        return this.#open(event.choice, event.index, event.part);
      case 'delta':
        return this.#delta(event.choice, event.index, event.delta);
      case 'close':
        return this.#close(event.choice, event.index);
      case 'usage':
        this.#usage = { ...this.#usage, ...event.usage };
        this.#tier(openaiTier(event.serviceTier));
        return '';
      case 'finish':
        return this.#finish(event.choice, event);
      case 'error':
        this.#failed = true;
        return failureFrame('chat', event.failure, this.#context.callId);
      case 'end':
        return this.#end();
    }
  }

  #start({ responseId, createdAtSeconds, model, native }: Extract<StreamEvent, { type: 'start' }>): string {
    const { callId, createdAtSeconds: now, model: asked } = this.#context;
    const head = {
      id: responseId ?? `chatcmpl-${callId}`,
      object: 'chat.completion.chunk',
      created: createdAtSeconds ?? now,
      model: model ?? asked,
    };
    const written = JSON.stringify(head);
    this.#head = `data: ${written.slice(0, -1)},"choices":[`;
    const natives = answerNatives(native);
    if (Object.keys(natives).length === 0) return '';
    // Only what the first chunk of its vendor has; OpenAI's fingerprint is on every one, which nobody reads.
    return `data: ${JSON.stringify({ ...head, choices: [], ...natives })}\n\n`;
  }

  #tier(tier: string | undefined): void {
    if (tier !== undefined) this.#tail = `,"service_tier":${JSON.stringify(tier)}}\n\n`;
  }

  #choice(number: number): Choice {
    for (let missing = this.#choices.length; missing <= number; missing++) {
      this.#choices.push({ begun: false, refuses: false, calls: 0, reasonings: 0, characters: 0, open: new Map() });
    }
    const choice = this.#choices[number];
    if (choice === undefined) throw new RangeError(`no choice ${number}`);
    return choice;
  }

  /** One chunk with `delta`, the JSON of the choice's news. */
  #chunk(number: number, delta: string, rest = ''): string {
    const choice = this.#choice(number);
    const role = choice.begun ? '' : this.#line(number, '{"role":"assistant","content":""}', '');
    choice.begun = true;
    return role + this.#line(number, delta, rest);
  }

  #line(number: number, delta: string, rest: string): string {
    return `${this.#head}{"index":${number},"delta":${delta}${rest},"finish_reason":null}]${this.#tail}`;
  }

  #open(number: number, index: number, part: Part): string {
    const choice = this.#choice(number);
    const count = part.kind === 'tool_call' ? choice.calls++ : part.kind === 'reasoning' ? choice.reasonings++ : 0;
    const open: Open = { part, number: count, offset: choice.characters, waiting: '' };
    choice.open.set(index, open);
    if (part.kind === 'refusal') choice.refuses = true;
    switch (part.kind) {
      case 'tool_call':
        return this.#openCall(number, open, part);
      case 'reasoning':
        return this.#openReasoning(number, open, part);
      case 'image': {
        const image = writeImage(part);
        return image === undefined ? '' : this.#chunk(number, JSON.stringify({ images: [image] }));
      }
      case 'native':
        return part.type === 'executed_tool'
          ? this.#chunk(number, JSON.stringify({ executed_tools: [part.value] }))
          : '';
      case 'audio':
        return this.#openAudio(number, part);
      case 'text':
        return part.signature === undefined ? '' : this.#seal(number, part.signature);
      default:
        return '';
    }
  }

  /** Sound that came whole is here already. */
  #openAudio(number: number, { id, source, transcript, expiresAtSeconds: expires_at }: AudioPart): string {
    const data = source.kind === 'base64' && source.data !== '' ? source.data : undefined;
    if (id === undefined && data === undefined && transcript === undefined) return '';
    return this.#chunk(number, JSON.stringify({ audio: { id, data, transcript, expires_at } }));
  }

  /** These are written whole when they close: OpenAI's own client keeps but the last piece of a free text. */
  #isFreeText(part: ToolCallPart): boolean {
    return part.custom === true || this.#custom.has(part.name);
  }

  #openCall(number: number, open: Open, part: ToolCallPart): string {
    if (this.#isFreeText(part)) return '';
    if (isLegacyCall(part)) {
      return this.#chunk(number, JSON.stringify({ function_call: { name: part.name, arguments: '' } }));
    }
    const call = { index: open.number, ...writeCall({ ...part, arguments: '' }, this.#custom) };
    return this.#chunk(number, JSON.stringify({ tool_calls: [call] }));
  }

  /** A list's first entry says what the text that follows is; a part that came whole is written whole. */
  #openReasoning(number: number, open: Open, part: ReasoningPart): string {
    open.waiting = part.texts.join('\n\n');
    open.isWhole = part.texts.length > 0;
    if (part.signature !== undefined) open.signature = part.signature;
    if (part.texts.length > 0 || part.signature !== undefined || !needsDetails(part)) return '';
    const entries = writeDetails({ ...part, texts: [''] }, open.number);
    return this.#chunk(number, JSON.stringify({ reasoning_details: entries }));
  }

  #seal(number: number, signature: Signature): string {
    return this.#chunk(number, JSON.stringify({ reasoning_details: [sealDetail(textSealId, signature)] }));
  }

  #delta(number: number, index: number, delta: PartDelta): string {
    const open = this.#choice(number).open.get(index);
    if (open === undefined) return '';
    switch (delta.kind) {
      case 'text':
        return this.#text(number, open, delta);
      case 'reasoning':
        return this.#reasoning(number, open, delta);
      case 'arguments':
        return this.#arguments(number, open, delta.text);
      case 'signature':
        return this.#signature(number, open, delta.signature);
      case 'annotation':
        return this.#annotation(number, open, delta.annotation);
      case 'audio': {
        const { kind, ...sound } = delta;
        return this.#chunk(number, JSON.stringify({ audio: sound }));
      }
      case 'native':
        return '';
    }
  }

  #text(number: number, open: Open, { text, logprobs }: Extract<PartDelta, { kind: 'text' }>): string {
    if (open.part.kind === 'refusal') return this.#chunk(number, `{"refusal":${JSON.stringify(text)}}`);
    this.#choice(number).characters += text.length;
    const tokens = logprobs && { content: encodeLogprobs(logprobs), refusal: null };
    const rest = tokens === undefined ? '' : `,"logprobs":${JSON.stringify(tokens)}`;
    return this.#chunk(number, `{"content":${JSON.stringify(text)}}`, rest);
  }

  /** Sections are parted as paragraphs: there is one text. */
  #reasoning(number: number, open: Open, { text, section }: Extract<PartDelta, { kind: 'reasoning' }>): string {
    if (open.part.kind !== 'reasoning') return '';
    const at = section ?? Math.max(0, open.part.texts.length - 1);
    const isNew = at >= open.part.texts.length;
    const between = isNew && open.waiting !== '' ? '\n\n' : '';
    if (isNew) open.part = { ...open.part, texts: [...open.part.texts, ''] };
    open.waiting += between + text;
    return this.#chunk(number, `{"reasoning_content":${JSON.stringify(between + text)}}`);
  }

  #arguments(number: number, open: Open, text: string): string {
    const { part } = open;
    if (part.kind !== 'tool_call') return '';
    if (this.#isFreeText(part)) {
      open.waiting += text;
      return '';
    }
    if (isLegacyCall(part)) return this.#chunk(number, `{"function_call":{"arguments":${JSON.stringify(text)}}}`);
    return this.#chunk(
      number,
      `{"tool_calls":[{"index":${open.number},"function":{"arguments":${JSON.stringify(text)}}}]}`,
    );
  }

  #signature(number: number, open: Open, signature: Signature): string {
    open.signature = signature;
    if (open.part.kind === 'text') return this.#seal(number, signature);
    if (open.part.kind !== 'tool_call' || this.#isFreeText(open.part)) return '';
    // The AI SDK demands `function` of every piece of a call.
    const call = { index: open.number, function: {}, ...writeCallSeal({ signature }) };
    return this.#chunk(number, JSON.stringify({ tool_calls: [call] }));
  }

  #annotation(number: number, { offset }: Open, annotation: Annotation): string {
    const entry = encodeAnnotation(annotation, offset);
    return entry === undefined ? '' : this.#chunk(number, JSON.stringify({ annotations: [entry] }));
  }

  #close(number: number, index: number): string {
    const choice = this.#choice(number);
    const open = choice.open.get(index);
    if (open === undefined) return '';
    choice.open.delete(index);
    const { part, signature, waiting } = open;
    if (part.kind === 'reasoning') return this.#closeReasoning(number, open, part);
    if (part.kind !== 'tool_call' || !this.#isFreeText(part)) return '';
    const whole = { ...part, arguments: waiting, ...(signature === undefined ? {} : { signature }) };
    const call = { index: open.number, ...writeCall(whole, this.#custom) };
    return this.#chunk(number, JSON.stringify({ tool_calls: [call] }));
  }

  #closeReasoning(number: number, open: Open, part: ReasoningPart): string {
    const { signature, waiting } = open;
    const text =
      open.isWhole && waiting !== '' ? this.#chunk(number, `{"reasoning_content":${JSON.stringify(waiting)}}`) : '';
    if (signature === undefined) return text;
    const whole: ReasoningPart = { ...part, texts: waiting === '' ? [] : [waiting], signature };
    return text + this.#chunk(number, JSON.stringify({ reasoning_details: writeDetails(whole, open.number) }));
  }

  #finish(number: number, { reason, word: told }: Extract<StreamEvent, { type: 'finish' }>): string {
    const choice = this.#choice(number);
    const word = wordOfFinish(reason, told, choice.refuses);
    const role = choice.begun ? '' : this.#line(number, '{"role":"assistant","content":""}', '');
    choice.begun = true;
    return `${role}${this.#head}{"index":${number},"delta":{},"finish_reason":${JSON.stringify(word)}}]${this.#tail}`;
  }

  #end(): string {
    if (this.#failed) return 'data: [DONE]\n\n';
    const report: JsonObject | undefined = this.#context.includesUsage === true ? writeUsage(this.#usage) : undefined;
    const usage = report === undefined ? '' : `${this.#head}],"usage":${JSON.stringify(report)}${this.#tail}`;
    return `${usage}data: [DONE]\n\n`;
  }
}
