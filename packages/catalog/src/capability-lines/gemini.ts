import type { Capabilities } from '../capability.ts';
import { type CapabilityLine, lineFor, modelsDev } from './line.ts';

const models = 'https://ai.google.dev/gemini-api/docs/models';

const writes = {
  outputs: ['text'],
  tools: true,
  structuredOutput: true,
  temperature: true,
  contextWindow: 1_048_576,
} satisfies Capabilities;

const thinks = {
  ...writes,
  inputs: ['text', 'image', 'document', 'audio', 'video'],
  reasoning: true,
  outputTokensMax: 65_536,
} satisfies Capabilities;

/** What may follow the name of a model that writes text: a preview, a version, a date. */
const ends = '(-preview)?(-customtools)?(-\\d{2}-\\d{2}|-\\d{2}-20\\d{2}|-00\\d)?$';

/** Gemini, by the tables of its models' pages. */
export const gemini: readonly CapabilityLine[] = [
  lineFor(`^gemini-2\\.0-flash(-lite)?${ends}`, `${models}/gemini-2.0-flash`, { ...writes, outputTokensMax: 8_192 }),
  lineFor(`^gemini-(2\\.5|3(\\.\\d)?)-(pro|flash|flash-lite)${ends}`, `${models}/gemini-3.7-flash`, thinks),
  lineFor('^gemini-(pro|flash|flash-lite)-latest$', models, thinks),
  lineFor('^gemini-.*-image', models, { inputs: ['text', 'image'], outputs: ['text', 'image'] }),
  lineFor('^gemini-2\\.5-flash-image', modelsDev, { tools: false, contextWindow: 32_768, outputTokensMax: 32_768 }),
  lineFor('^gemini-.*-tts', models, { inputs: ['text'], outputs: ['audio'], tools: false }),
  lineFor('^gemini-embedding-001$', models, { inputs: ['text'], outputs: [], tools: false }),
  lineFor('^gemma-4-', modelsDev, {
    inputs: ['text', 'image'],
    outputs: ['text'],
    tools: true,
    reasoning: true,
    temperature: true,
  }),
];
