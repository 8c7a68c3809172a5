import { countAt, type JsonObject, objectAt } from '../../json-read.ts';
import type { Usage } from '../../usage.ts';

type Count = number | undefined;

function defined(counts: { readonly [Bucket in keyof Usage]: Count }): Usage {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}

/** Takes parts off a whole that contains them; what is left is the whole's own. Never below zero. */
class Whole {
  left: Count;

  constructor(size: Count) {
    this.left = size;
  }

  /** `part`, as far as the whole holds it. */
  take(part: Count): Count {
    if (part === undefined || this.left === undefined) return part;
    const taken = Math.min(part, this.left);
    this.left -= taken;
    return taken;
  }
}

function cacheReadIn(report: JsonObject, details: JsonObject | undefined): Count {
  return (
    countAt(details, 'cached_tokens') ??
    // DeepSeek; Together, Moonshot, Hugging Face; older Mistral; Databricks, Venice.
    countAt(report, 'prompt_cache_hit_tokens') ??
    countAt(report, 'cached_tokens') ??
    countAt(report, 'num_cached_tokens') ??
    countAt(report, 'cache_read_input_tokens')
  );
}

function cacheWriteIn(report: JsonObject, details: JsonObject | undefined): Count {
  return (
    countAt(details, 'cache_write_tokens') ??
    countAt(details, 'cache_creation_input_tokens') ??
    countAt(report, 'cache_creation_input_tokens')
  );
}

function searchesIn(report: JsonObject): Count {
  return (
    countAt(objectAt(report, 'server_tool_use_details'), 'web_search_requests') ??
    countAt(objectAt(report, 'server_tool_use'), 'web_search_requests')
  );
}

/**
 * How much of a vendor's total its two wholes leave unexplained: the size of what it reports beside them rather than
 * inside. Without a total, a part larger than its whole must stand beside it.
 */
function beside(report: JsonObject): (part: Count, whole: Count) => boolean {
  const total = countAt(report, 'total_tokens');
  let unexplained =
    total === undefined
      ? undefined
      : total - (countAt(report, 'prompt_tokens') ?? 0) - (countAt(report, 'completion_tokens') ?? 0);
  return (part, whole) => {
    if (part === undefined || part === 0) return false;
    if (unexplained === undefined) return part > (whole ?? 0);
    if (part > unexplained) return false;
    unexplained -= part;
    return true;
  };
}

/**
 * A Chat Completions or embeddings `usage` in disjoint buckets. Details are inside the two wholes (OpenAI) unless the
 * vendor's own `total_tokens` says that they stand beside them (reasoning at xAI, audio at Mistral); the total is also
 * what a detail larger than its whole is cut down to. A cache write of no stated lifetime counts as one of 5 minutes.
 */
export function chatUsage(report: JsonObject): Usage {
  const inputDetails = objectAt(report, 'prompt_tokens_details');
  const outputDetails = objectAt(report, 'completion_tokens_details');
  const prompt = countAt(report, 'prompt_tokens');
  const completion = countAt(report, 'completion_tokens');
  const reasoning = countAt(outputDetails, 'reasoning_tokens') ?? countAt(report, 'reasoning_tokens');
  const audio = countAt(inputDetails, 'audio_tokens');
  const isBeside = beside(report);
  const reasoningBeside = isBeside(reasoning, completion);
  const audioBeside = isBeside(audio, prompt);
  const input = new Whole(prompt);
  const output = new Whole(completion);
  const longWrite = input.take(countAt(objectAt(report, 'cache_creation'), 'ephemeral_1h_input_tokens'));
  const write = cacheWriteIn(report, inputDetails);
  return defined({
    cacheRead: input.take(cacheReadIn(report, inputDetails)),
    cacheWrite1h: longWrite,
    cacheWrite5m: input.take(write === undefined ? undefined : Math.max(0, write - (longWrite ?? 0))),
    audioInput: audioBeside ? audio : input.take(audio),
    imageInput: input.take(countAt(inputDetails, 'image_tokens')),
    input: input.left,
    reasoning: reasoningBeside ? reasoning : output.take(reasoning),
    audioOutput: output.take(countAt(outputDetails, 'audio_tokens')),
    imageOutput: output.take(countAt(outputDetails, 'image_tokens')),
    output: output.left,
    searches: searchesIn(report),
  });
}

/** The `usage` of an embeddings answer; some vendors give the total only. */
export function embeddingsUsage(report: JsonObject): Usage {
  if (countAt(report, 'prompt_tokens') !== undefined) return chatUsage(report);
  return defined({ input: countAt(report, 'total_tokens') });
}
