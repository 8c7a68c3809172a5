import type { Usage } from '@weir/protocol/usage';

/*
 * What a vendor's report says was used, in disjoint buckets, worked out anew: nothing here is shared with the product, so
 * that tests can hold one against the other.
 */

/** A vendor's JSON, read plainly: a missing member reads as undefined. */
type Json = ReturnType<typeof JSON.parse>;

/** Without what was not reported. */
function plain(all: Record<string, number | null | undefined>): Usage {
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (typeof value === 'number' && value >= 0 ? [[name, value]] : [])),
  );
}

/** The counts of an OpenAI-shaped usage: what the total does not hold stands beside it. */
export function statedChatUsage(report: Json): Usage {
  const prompt = report['prompt_tokens'] ?? report['total_tokens'];
  const completion = report['completion_tokens'];
  const total = report['total_tokens'] ?? 0;
  const details = report['prompt_tokens_details'] ?? {};
  const cached: number =
    details['cached_tokens'] ??
    report['prompt_cache_hit_tokens'] ??
    report['cached_tokens'] ??
    report['num_cached_tokens'] ??
    report['cache_read_input_tokens'];
  const long: number = report['cache_creation']?.['ephemeral_1h_input_tokens'];
  const written: number =
    details['cache_write_tokens'] ?? details['cache_creation_input_tokens'] ?? report['cache_creation_input_tokens'];
  const audio: number = details['audio_tokens'];
  // What was cached may be pictures: as many as cannot be text stay fresh.
  const seen: number | undefined =
    details['image_tokens'] && Math.min(details['image_tokens'], prompt - (cached ?? 0) - (written ?? 0));
  const drawn: number = report['completion_tokens_details']?.['image_tokens'];
  const reasoning: number = report['completion_tokens_details']?.['reasoning_tokens'] ?? report['reasoning_tokens'];
  const spoken: number = report['completion_tokens_details']?.['audio_tokens'];
  const beside = total - prompt - (completion ?? 0);
  const isBeside = (part: number | undefined): boolean => part !== undefined && part > 0 && part === beside;
  const thought = reasoning > completion && !isBeside(reasoning) ? completion : reasoning;
  return plain({
    input: prompt - (cached ?? 0) - (written ?? 0) - (isBeside(audio) ? 0 : (audio ?? 0)) - (seen ?? 0),
    cacheRead: cached,
    cacheWrite5m: written === undefined ? undefined : written - (long ?? 0),
    cacheWrite1h: long,
    audioInput: audio,
    imageInput: seen,
    output:
      completion === undefined
        ? undefined
        : completion - (isBeside(reasoning) ? 0 : (thought ?? 0)) - (spoken ?? 0) - (drawn ?? 0),
    reasoning: thought,
    audioOutput: spoken,
    imageOutput: drawn,
    searches: (report['server_tool_use_details'] ?? report['server_tool_use'])?.['web_search_requests'],
  });
}

/** The counts of a Responses object: cached and reasoning tokens inside, tools by the call. */
export function statedResponsesUsage(response: Json): Usage {
  const report = response['usage'] ?? {};
  const cached = report['input_tokens_details']?.['cached_tokens'] ?? 0;
  const written = report['input_tokens_details']?.['cache_write_tokens'] ?? 0;
  const reasoning = report['output_tokens_details']?.['reasoning_tokens'] ?? 0;
  const output = [...(response['output'] ?? [])];
  const searched = output.filter(
    (item) => item['type'] === 'web_search_call' && item['action']?.['type'] === 'search',
  ).length;
  const tools = report['server_side_tool_usage_details'];
  const own = tools === undefined ? undefined : tools['web_search_calls'] + tools['x_search_calls'];
  const images = output.filter((item) => item['type'] === 'image_generation_call').length;
  return plain({
    input: report['input_tokens'] - cached - written,
    cacheRead: report['input_tokens_details']?.['cached_tokens'],
    cacheWrite5m: report['input_tokens_details']?.['cache_write_tokens'],
    output: report['output_tokens'] - reasoning,
    reasoning: report['output_tokens_details']?.['reasoning_tokens'],
    searches: response['tool_usage']?.['web_search']?.['num_requests'] ?? own ?? (searched || undefined),
    images: images || undefined,
  });
}

/** The counts of a Messages answer, of its reports in order: the last one that names a count has it. */
export function statedMessagesUsage(reports: readonly Json[]): Usage {
  const last = (read: (report: Json) => number | null | undefined): number | undefined =>
    reports.map(read).findLast((value) => value !== undefined && value !== null) ?? undefined;
  const written = last((report) => report['cache_creation_input_tokens']);
  const long = last((report) => report['cache_creation']?.['ephemeral_1h_input_tokens']);
  const thinking = last((report) => report['output_tokens_details']?.['thinking_tokens']);
  const output = last((report) => report['output_tokens']);
  return plain({
    input: last((report) => report['input_tokens']),
    cacheRead: last((report) => report['cache_read_input_tokens']),
    cacheWrite5m: written === undefined ? undefined : written - (long ?? 0),
    cacheWrite1h: long,
    output: output === undefined ? undefined : output - (thinking ?? 0),
    reasoning: thinking,
    searches: last((report) => report['server_tool_use']?.['web_search_requests']),
  });
}

function tokensOf(details: Json, modality: string): number | undefined {
  const found = [...(details ?? [])].find((entry) => entry['modality'] === modality);
  return found === undefined ? undefined : (found['tokenCount'] ?? 0);
}

/** The counts of Gemini's `usageMetadata`: the cache is inside the prompt, thoughts and tools' prompts stand beside. */
export function statedGeminiUsage(report: Json): Usage {
  const prompt = report['promptTokenCount'];
  const cached = report['cachedContentTokenCount'];
  const audio = tokensOf(report['promptTokensDetails'], 'AUDIO');
  const cachedAudio = tokensOf(report['cacheTokensDetails'], 'AUDIO');
  const heard = audio === undefined ? undefined : audio - (cachedAudio ?? 0);
  const spoken = tokensOf(report['candidatesTokensDetails'], 'AUDIO');
  const seen = tokensOf(report['promptTokensDetails'], 'IMAGE');
  const freshSeen = seen === undefined ? undefined : seen - (tokensOf(report['cacheTokensDetails'], 'IMAGE') ?? 0);
  const drawn = tokensOf(report['candidatesTokensDetails'], 'IMAGE');
  const output = report['candidatesTokenCount'];
  return plain({
    input:
      prompt === undefined
        ? undefined
        : prompt + (report['toolUsePromptTokenCount'] ?? 0) - (cached ?? 0) - (heard ?? 0) - (freshSeen ?? 0),
    cacheRead: cached === undefined ? undefined : cached - (cachedAudio ?? 0),
    audioCacheRead: cachedAudio,
    audioInput: heard,
    imageInput: freshSeen,
    output: output === undefined ? undefined : output - (spoken ?? 0) - (drawn ?? 0),
    audioOutput: spoken,
    imageOutput: drawn,
    reasoning: report['thoughtsTokenCount'],
  });
}

/** The counts of a Converse answer: the cache stands beside the input. */
export function statedConverseUsage(report: Json): Usage {
  const long = [...(report['cacheDetails'] ?? [])].find((entry) => entry['ttl'] === '1h')?.['inputTokens'];
  const written = report['cacheWriteInputTokens'];
  return plain({
    input: report['inputTokens'],
    cacheRead: report['cacheReadInputTokens'],
    cacheWrite5m: written === undefined ? undefined : written - (long ?? 0),
    cacheWrite1h: long,
    output: report['outputTokens'],
  });
}

/** The counts of Cohere's v2: what is billed, which leaves out the vendor's own preamble; thinking is inside the output. */
export function statedCohereUsage(report: Json): Usage {
  const { tokens = {}, billed_units: billed = tokens } = report;
  const reasoning = tokens['reasoning_tokens'];
  return plain({
    input: billed['input_tokens'],
    output: billed['output_tokens'] === undefined ? undefined : billed['output_tokens'] - (reasoning ?? 0),
    reasoning,
  });
}
