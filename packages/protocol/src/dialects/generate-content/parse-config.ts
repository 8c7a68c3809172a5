import type { ChatRequest, Effort, OutputFormat, ReasoningRequest, Sampling } from '../../canonical/chat-request.ts';
import { defined, type Fields } from '../../canonical/fields.ts';
import { entryOf, type JsonObject } from '../../json-read.ts';
import { fieldsOf } from './parse-part.ts';
import { schemaFromOpenapi } from './schema-from-openapi.ts';

type Parsed = Pick<ChatRequest, 'output' | 'reasoning' | 'sampling' | 'modalities' | 'audio'> & {
  /** What has no canonical name, under dotted names. */
  readonly native: JsonObject;
};

const samplingFields = [
  'maxOutputTokens',
  'temperature',
  'topP',
  'topK',
  'seed',
  'stopSequences',
  'frequencyPenalty',
  'presencePenalty',
  'candidateCount',
  'responseLogprobs',
  'logprobs',
];

function samplingOf(config: Fields): Sampling {
  return defined({
    outputTokensMax: config.whole('maxOutputTokens'),
    temperature: config.number('temperature'),
    topP: config.number('topP'),
    topK: config.number('topK'),
    seed: config.whole('seed'),
    stop: config.texts('stopSequences'),
    frequencyPenalty: config.number('frequencyPenalty'),
    presencePenalty: config.number('presencePenalty'),
    n: config.whole('candidateCount'),
    logprobs: config.flag('responseLogprobs'),
    topLogprobs: config.whole('logprobs'),
  });
}

type Output = { readonly output?: OutputFormat; readonly taken: readonly string[] };

/** A schema counts for JSON only: an enum as plain text (`text/x.enum`) is a form of this dialect. */
function outputOf(config: Fields): Output {
  const type = config.text('responseMimeType');
  const jsonKey = config.value('responseJsonSchema') === undefined ? '_responseJsonSchema' : 'responseJsonSchema';
  const json = config.nested(jsonKey)?.object;
  const own = config.nested('responseSchema')?.object;
  if (type === 'text/plain' && json === undefined && own === undefined) {
    return { output: { kind: 'text' }, taken: ['responseMimeType'] };
  }
  if (type !== 'application/json') return { taken: [] };
  if (json !== undefined) return { output: { kind: 'schema', schema: json }, taken: ['responseMimeType', jsonKey] };
  if (own === undefined) return { output: { kind: 'json' }, taken: ['responseMimeType'] };
  const schema = schemaFromOpenapi(own, config.at('responseSchema'));
  return { output: { kind: 'schema', schema, nativeSchema: own }, taken: ['responseMimeType', 'responseSchema'] };
}

const efforts: Readonly<Record<string, Effort>> = { minimal: 'minimal', low: 'low', medium: 'medium', high: 'high' };

function budgetOf(budget: number | undefined): ReasoningRequest {
  if (budget === undefined) return {};
  if (budget === 0) return { mode: 'disabled' };
  // -1 leaves the measure to the model (https://ai.google.dev/gemini-api/docs/thinking).
  return budget < 0 ? { mode: 'adaptive' } : { mode: 'enabled', budgetTokens: budget };
}

type Thinking = { readonly reasoning?: ReasoningRequest; readonly rest?: JsonObject };

const thinkingFields = new Set(['includeThoughts', 'thinkingBudget', 'thinkingLevel']);

function thinkingOf(config: Fields): Thinking {
  const value = config.value('thinkingConfig');
  if (value === undefined) return {};
  const thinking = fieldsOf(value, config.at('thinkingConfig'));
  const level = thinking.text('thinkingLevel');
  const effort = entryOf(efforts, level?.toLowerCase() ?? '');
  const reasoning: ReasoningRequest = {
    ...budgetOf(thinking.whole('thinkingBudget')),
    ...defined({ effort, shown: thinking.flag('includeThoughts') }),
  };
  const unknownLevel = level !== undefined && effort === undefined ? { thinkingLevel: level } : undefined;
  const rest = thinking.rest(thinkingFields);
  return {
    ...(Object.keys(reasoning).length === 0 ? {} : { reasoning }),
    ...defined({ rest: rest === undefined ? unknownLevel : { ...rest, ...unknownLevel } }),
  };
}

type Modality = 'text' | 'audio' | 'image';
const modalities: Readonly<Record<string, Modality>> = { TEXT: 'text', AUDIO: 'audio', IMAGE: 'image' };

function modalitiesOf(config: Fields): readonly Modality[] | undefined {
  const said = config.list('responseModalities');
  const known = (said ?? []).flatMap((one) => (typeof one === 'string' ? (entryOf(modalities, one) ?? []) : []));
  return said === undefined || known.length !== said.length ? undefined : known;
}

/** `generationConfig`, whose fields keep their dotted names where they have no canonical one. */
export function parseConfig(value: unknown): Parsed {
  if (value === undefined) return { sampling: {}, native: {} };
  const config = fieldsOf(value, 'generationConfig');
  const { output, taken } = outputOf(config);
  const { reasoning, rest } = thinkingOf(config);
  const said = modalitiesOf(config);
  const known = new Set([
    ...samplingFields,
    ...taken,
    'thinkingConfig',
    'speechConfig',
    ...(said === undefined ? [] : ['responseModalities']),
  ]);
  const others = { ...config.rest(known), ...(rest === undefined ? {} : { thinkingConfig: rest }) };
  const native = Object.fromEntries(Object.entries(others).map(([key, one]) => [`generationConfig.${key}`, one]));
  return {
    sampling: samplingOf(config),
    native,
    ...defined({ output, reasoning, modalities: said, audio: config.nested('speechConfig')?.object }),
  };
}
