import type { AnswerChoice, ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import { openaiTier } from '../../canonical/openai-tier.ts';
import type { Part } from '../../canonical/part.ts';
import type { JsonObject } from '../../json-read.ts';
import { encodeAnnotation } from './annotations.ts';
import { sealDetail } from './encode-replay.ts';
import { wordOfFinish } from './finish-reason.ts';
import { textSealId } from './parse-reasoning.ts';
import { encodeLogprobs } from './read-logprobs.ts';
import {
  answerNatives,
  customNames,
  isLegacyCall,
  writeAudio,
  writeCall,
  writeDetails,
  writeImage,
} from './write-part.ts';
import { writeUsage } from './write-usage.ts';

function joined(parts: readonly Part[], kind: 'text' | 'refusal'): string | null {
  const texts = parts.flatMap((part) => (part.kind === kind ? [part.text] : []));
  return texts.length === 0 ? null : texts.join('');
}

function ofTexts<Value>(
  parts: readonly Part[],
  read: (part: Extract<Part, { kind: 'text' }>) => readonly Value[],
): readonly Value[] {
  return parts.flatMap((part) => (part.kind === 'text' ? read(part) : []));
}

/** Offsets count from the beginning of the content, which holds all texts. */
function annotationsOf(parts: readonly Part[]): readonly JsonObject[] {
  const entries: JsonObject[] = [];
  let offset = 0;
  for (const part of parts) {
    if (part.kind !== 'text') continue;
    for (const annotation of part.annotations ?? []) {
      const entry = encodeAnnotation(annotation, offset);
      if (entry !== undefined) entries.push(entry);
    }
    offset += part.text.length;
  }
  return entries;
}

function reasoningOf(parts: readonly Part[]): JsonObject {
  const reasoning = parts.filter((part) => part.kind === 'reasoning');
  const text = reasoning.map(({ texts }) => texts.join('\n\n')).join('');
  const seals = ofTexts(parts, ({ signature }) => (signature === undefined ? [] : [sealDetail(textSealId, signature)]));
  const details = [...reasoning.flatMap(writeDetails), ...seals];
  return {
    ...(text === '' ? {} : { reasoning_content: text }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
  };
}

function callsOf(parts: readonly Part[], custom: ReadonlySet<string>): JsonObject {
  const calls = parts.filter((part) => part.kind === 'tool_call');
  const [first] = calls;
  if (first === undefined) return {};
  if (isLegacyCall(first)) return { function_call: { name: first.name, arguments: first.arguments } };
  return { tool_calls: calls.map((call) => writeCall(call, custom)) };
}

/** Steps of vendors' own tools have no place here, but for those that came in this dialect. */
function executedOf(parts: readonly Part[]): JsonObject {
  const steps = parts.flatMap((part) => (part.kind === 'native' && part.type === 'executed_tool' ? [part.value] : []));
  return steps.length === 0 ? {} : { executed_tools: steps };
}

function messageOf(parts: readonly Part[], context: AnswerContext): JsonObject {
  const audio = parts.find((part) => part.kind === 'audio');
  const images = parts.flatMap((part) => (part.kind === 'image' ? (writeImage(part) ?? []) : []));
  const annotations = annotationsOf(parts);
  return {
    role: 'assistant',
    content: joined(parts, 'text'),
    refusal: joined(parts, 'refusal'),
    ...reasoningOf(parts),
    ...(annotations.length === 0 ? {} : { annotations }),
    ...(audio === undefined ? {} : { audio: writeAudio(audio, context.callId) }),
    ...(images.length === 0 ? {} : { images }),
    ...executedOf(parts),
    ...callsOf(parts, customNames(context.request)),
  };
}

function choiceOf({ parts, finish }: AnswerChoice, index: number, context: AnswerContext): JsonObject {
  const tokens = ofTexts(parts, ({ logprobs = [] }) => logprobs);
  const refuses = parts.some((part) => part.kind === 'refusal');
  return {
    index,
    message: messageOf(parts, context),
    logprobs: tokens.length === 0 ? null : { content: encodeLogprobs(tokens), refusal: null },
    finish_reason: wordOfFinish(finish?.reason ?? 'other', finish?.word, refuses),
  };
}

/** Writes a whole chat completion. An answer without any choice gets an empty one: clients read the first. */
export function encodeAnswer(answer: ChatAnswer, context: AnswerContext): JsonObject {
  const { responseId, createdAtSeconds, model } = answer;
  const serviceTier = openaiTier(answer.serviceTier);
  const choices = answer.choices.length === 0 ? [{ parts: [] }] : answer.choices;
  const usage = writeUsage(answer.usage);
  return {
    id: responseId ?? `chatcmpl-${context.callId}`,
    object: 'chat.completion',
    created: createdAtSeconds ?? context.createdAtSeconds,
    model: model ?? context.model,
    choices: choices.map((choice, index) => choiceOf(choice, index, context)),
    ...(usage === undefined ? {} : { usage }),
    ...(serviceTier === undefined ? {} : { service_tier: serviceTier }),
    ...answerNatives(answer.native),
  };
}
