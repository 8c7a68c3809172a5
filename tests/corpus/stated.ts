import type { FinishReason } from '@weir/protocol/meter-event';
import type { TrafficRecord } from '@weir/testing/reference';
import { z } from 'zod';

/**
 * What a record states of its usage and its end, read without any code of the product: an independent oracle. Sums, so
 * that it holds for every vendor, and the details where they stand under their standard names.
 */
export type Stated = {
  readonly inputTotal: number | undefined;
  readonly outputTotal: number | undefined;
  readonly cacheRead: number | undefined;
  readonly reasoning: number | undefined;
  readonly finish: FinishReason | undefined;
};

const count = z.number().nullish();

const usageFields = z.looseObject({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  input_tokens: count,
  output_tokens: count,
  cache_read_input_tokens: count,
  cache_creation_input_tokens: count,
  prompt_tokens_details: z.looseObject({ cached_tokens: count, audio_tokens: count }).nullish(),
  completion_tokens_details: z.looseObject({ reasoning_tokens: count }).nullish(),
  input_tokens_details: z.looseObject({ cached_tokens: count }).nullish(),
  output_tokens_details: z.looseObject({ reasoning_tokens: count, thinking_tokens: count }).nullish(),
});
type UsageFields = z.infer<typeof usageFields>;

const documentFields = z.looseObject({
  usage: usageFields.nullish(),
  x_groq: z.looseObject({ usage: usageFields.nullish() }).nullish(),
  message: z.looseObject({ usage: usageFields.nullish() }).nullish(),
  response: z.looseObject({}).nullish(),
  choices: z.array(z.looseObject({ finish_reason: z.string().nullish() })).nullish(),
  delta: z.looseObject({ stop_reason: z.string().nullish() }).or(z.string()).nullish(),
  stop_reason: z.string().nullish(),
  status: z.string().or(z.number()).nullish(),
  incomplete_details: z.looseObject({ reason: z.string().nullish() }).nullish(),
  output: z.array(z.looseObject({ type: z.string().nullish() })).nullish(),
});
type Fields = z.infer<typeof documentFields>;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every JSON document of the answer; of a responses event, the response inside it. */
export function documentsOf(record: TrafficRecord): Fields[] {
  const texts =
    record.response_format === 'sse'
      ? [...record.response_body.matchAll(/^data: ?(.*)$/gm)].map((match) => match[1] ?? '')
      : [record.response_body];
  return texts.flatMap((text) => {
    const parsed = documentFields.safeParse(parseJson(text));
    if (!parsed.success) return [];
    const inner = documentFields.safeParse(parsed.data.response);
    return inner.success && parsed.data.response !== null && parsed.data.response !== undefined
      ? [inner.data]
      : [parsed.data];
  });
}

/** The `usage` of an answer: what its documents state, the later over the earlier. */
export function statedUsage(record: TrafficRecord): UsageFields | undefined {
  return usageOf(documentsOf(record));
}

function usageOf(documents: readonly Fields[]): UsageFields | undefined {
  const stated = documents.flatMap(({ usage, x_groq, message }) => {
    const one = usage ?? x_groq?.usage ?? message?.usage;
    return one === null || one === undefined ? [] : [one];
  });
  if (stated.length === 0) return undefined;
  const merged: Record<string, unknown> = {};
  for (const one of stated) {
    for (const [name, value] of Object.entries(one)) if (value !== null && value !== undefined) merged[name] = value;
  }
  return usageFields.parse(merged);
}

const finishes: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  tool_use: 'tool_calls',
  content_filter: 'content_filter',
  refusal: 'refusal',
  pause_turn: 'pause',
};

const callItems =
  /^(function_call|custom_tool_call|local_shell_call|apply_patch_call|computer_call|mcp_approval_request)$/;

/** A response waits for its client when a call of the client's stands last; calls before a message were the vendor's own. */
function responsesFinish({ status, output, incomplete_details: incomplete }: Fields): FinishReason | undefined {
  if (status === 'incomplete') return finishes[incomplete?.reason ?? ''] ?? 'other';
  if (status !== 'completed') return undefined;
  return callItems.test(output?.at(-1)?.type ?? '') ? 'tool_calls' : 'stop';
}

function finishOf(documents: readonly Fields[]): FinishReason | undefined {
  for (const fields of documents.toReversed()) {
    const delta = typeof fields.delta === 'object' ? fields.delta?.stop_reason : undefined;
    const word = fields.choices?.find((choice) => choice.finish_reason)?.finish_reason ?? fields.stop_reason ?? delta;
    if (word !== null && word !== undefined) return finishes[word] ?? 'other';
    if (fields.status !== undefined) return responsesFinish(fields);
  }
  return undefined;
}

/** Some vendors report a part beside its whole instead of inside it; the total tells. */
function isBeside(usage: UsageFields, part: number): boolean {
  return part > 0 && usage.total_tokens === (usage.prompt_tokens ?? 0) + (usage.completion_tokens ?? 0) + part;
}

/** Anthropic counts cached tokens beside its input, OpenAI inside of it; Mistral counts audio beside it. */
function inputTotalOf(record: TrafficRecord, usage: UsageFields): number | undefined {
  if (record.endpoint_kind === 'embeddings') return usage.prompt_tokens ?? usage.total_tokens ?? undefined;
  const base = usage.prompt_tokens ?? usage.input_tokens ?? undefined;
  if (base === undefined) return undefined;
  const audio = usage.prompt_tokens_details?.audio_tokens ?? 0;
  if (!record.endpoint_kind.startsWith('messages')) return base + (isBeside(usage, audio) ? audio : 0);
  return base + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0);
}

function reasoningOf(usage: UsageFields): number | undefined {
  return (
    usage.completion_tokens_details?.reasoning_tokens ?? usage.output_tokens_details?.reasoning_tokens ?? undefined
  );
}

/** xAI's chat counts reasoning beside its completion, everybody else inside of it. */
function outputTotalOf(usage: UsageFields): number | undefined {
  const completion = usage.completion_tokens ?? usage.output_tokens ?? undefined;
  const reasoning = usage.completion_tokens_details?.reasoning_tokens ?? 0;
  return completion === undefined ? undefined : completion + (isBeside(usage, reasoning) ? reasoning : 0);
}

/** What the record states. Some gateways estimate more reasoning than they report output: that is cut to the output. */
export function statedBy(record: TrafficRecord): Stated {
  const documents = documentsOf(record);
  const usage = usageOf(documents) ?? {};
  const outputTotal = outputTotalOf(usage);
  const reasoning = reasoningOf(usage);
  return {
    inputTotal: inputTotalOf(record, usage),
    outputTotal,
    cacheRead:
      usage.prompt_tokens_details?.cached_tokens ??
      usage.input_tokens_details?.cached_tokens ??
      usage.cache_read_input_tokens ??
      undefined,
    reasoning: reasoning === undefined ? undefined : Math.min(reasoning, outputTotal ?? reasoning),
    finish: finishOf(documents),
  };
}
