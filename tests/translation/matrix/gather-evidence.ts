import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import { asObject } from '@weir/protocol/json-read';
import { chatOperations } from '@weir/protocol/operation';
import { provider } from '@weir/providers/registry';
import { unreadable } from '@weir/testing/recordings';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { dialects } from '../dialects.ts';

import { type Language, languageOf } from '../stated/upstream-language.ts';
import { eventsOf } from '../upstream-of.ts';
import type { Evidence } from './evidence.ts';
import { answerFeaturesIn, featuresIn } from './features-in.ts';

function pathModel({ endpoint }: TrafficRecord): string {
  return /models\/([^:/]+)/.exec(endpoint)?.[1] ?? 'some-model';
}

/** What fields show, of the two languages that no client speaks and nothing of ours reads requests in. */
const byField: Readonly<Record<string, readonly (readonly [feature: string, field: RegExp])[]>> = {
  converse: [
    ['system', /"system":\[/],
    ['multi_turn', /"role":"assistant"/],
    ['tools', /"toolSpec"/],
    ['tool_choice_required', /"toolChoice":\{"any"/],
    ['tool_choice_one', /"toolChoice":\{"tool"/],
    ['tool_results', /"toolResult"/],
    ['tool_result_error', /"status":"error"/],
    ['image_base64', /"image":\{[^}]*"source":\{"bytes"/],
    ['document_base64', /"document":\{[^}]*"source":\{"bytes"/],
    ['video_input', /"video":\{/],
    ['output_tokens_max', /"maxTokens"/],
    ['temperature', /"temperature"/],
    ['top_p', /"topP"/],
    ['stop', /"stopSequences"/],
    ['prompt_cache', /"cachePoint"/],
    ['reasoning_budget', /"budget_tokens"/],
    ['reasoning_replay', /"reasoningContent"/],
    ['service_tier', /"serviceTier"/],
  ],
  cohere: [
    ['system', /"role":"system"/],
    ['multi_turn', /"role":"assistant"/],
    ['tools', /"tools":\[/],
    ['tool_strict', /"strict_tools":true/],
    ['tool_choice_none', /"tool_choice":"NONE"/],
    ['tool_choice_required', /"tool_choice":"REQUIRED"/],
    ['tool_results', /"role":"tool"/],
    ['output_schema', /"json_schema"|"schema":\{/],
    ['output_json', /"json_object"/],
    ['image_url', /"image_url"/],
    ['output_tokens_max', /"max_tokens"/],
    ['temperature', /"temperature"/],
    ['top_p', /"p":/],
    ['top_k', /"k":/],
    ['stop', /"stop_sequences"/],
    ['seed', /"seed"/],
    ['frequency_penalty', /"frequency_penalty"/],
    ['presence_penalty', /"presence_penalty"/],
    ['logprobs', /"logprobs":true/],
    ['reasoning_budget', /"token_budget"/],
  ],
};

function requestFeatures(record: TrafficRecord, language: Language): readonly string[] {
  const body = asObject(record.request_body);
  if (body === undefined) return [];
  const operation = chatOperations.find((one) => one === language);
  const streaming = record.response_format !== 'json' ? ['streaming'] : [];
  if (operation === undefined) {
    const text = JSON.stringify(body);
    return [
      ...streaming,
      ...(byField[language] ?? []).flatMap(([feature, field]) => (field.test(text) ? [feature] : [])),
    ];
  }
  try {
    const model = pathModel(record);
    const head = { model, streaming: streaming.length > 0 };
    return [...streaming, ...featuresIn(dialects[operation].parseRequest({ model, ...body }, head))];
  } catch {
    // What a client may not say is no evidence of anything.
    return [];
  }
}

function answerFeatures(record: TrafficRecord, language: Language): readonly string[] {
  const events: readonly StreamEvent[] = eventsOf(record, language);
  return answerFeaturesIn(foldAnswer(events), record.response_format === 'json' ? [] : events);
}

/** The first record, by provider and language, that shows each feature on the wire. */
export function gatherEvidence(): Evidence {
  const evidence: Record<string, Record<string, Record<string, string>>> = {};
  const note = (record: TrafficRecord, language: Language, features: readonly string[]): void => {
    const ofProvider = evidence[record.provider] ?? {};
    const found = Object.fromEntries(features.map((feature) => [feature, record.id]));
    evidence[record.provider] = { ...ofProvider, [language]: { ...found, ...ofProvider[language] } };
  };
  for (const record of readTraffic(
    'which features recorded traffic shows',
    ({ provider: id }) => provider(id) !== undefined,
  )) {
    const language = languageOf(record);
    if (language === undefined || unreadable[record.id] !== undefined) continue;
    if (record.response_status >= 400) note(record, language, ['errors']);
    else if (record.response_status < 300)
      note(record, language, [...requestFeatures(record, language), ...answerFeatures(record, language)]);
  }
  return evidence;
}
