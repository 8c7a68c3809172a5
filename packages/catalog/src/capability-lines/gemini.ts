import type { Capabilities } from '../capability.ts';
import type { CapabilityLine } from './line.ts';

const readOn = '2026-11-28';

function line(regex: string, page: string, capabilities: Capabilities): CapabilityLine {
  return { match: { regex }, source: `https://ai.google.dev/gemini-api/docs/${page}`, readOn, capabilities };
}

const reads = {
  inputs: ['text', 'image', 'document', 'audio', 'video'],
  outputs: ['text'],
  tools: true,
  structuredOutput: true,
  temperature: true,
  contextWindow: 1_048_576,
} satisfies Capabilities;

/** What may follow the name of a model that writes text: a preview, a version, a date. */
const ends = '(-preview)?(-customtools)?(-\\d{2}-\\d{2}|-\\d{2}-20\\d{2}|-00\\d)?$';

/** Gemini, by the tables of its models' pages. */
export const gemini: readonly CapabilityLine[] = [
  line(`^gemini-2\\.0-flash(-lite)?${ends}`, 'models/gemini-2.0-flash', {
    ...reads,
    reasoning: false,
    outputTokensMax: 8_192,
  }),
  line(`^gemini-(2\\.5|3(\\.\\d)?)-(pro|flash|flash-lite)${ends}`, 'models', {
    ...reads,
    reasoning: true,
    outputTokensMax: 65_536,
  }),
  line('^gemini-(pro|flash|flash-lite)-latest$', 'models', { ...reads, reasoning: true, outputTokensMax: 65_536 }),
  line('^gemini-(2\\.5|3(\\.\\d)?)-(pro|flash|flash-lite)-image', 'image-generation', {
    inputs: ['text', 'image'],
    outputs: ['text', 'image'],
  }),
  line('^gemini-2\\.5-flash-image', 'models/gemini-2.5-flash-image', {
    tools: false,
    contextWindow: 32_768,
    outputTokensMax: 32_768,
  }),
  line('^gemini-.*-tts', 'speech-generation', {
    inputs: ['text'],
    outputs: ['audio'],
    tools: false,
    contextWindow: 32_000,
  }),
  line('^gemini-embedding-001$', 'embeddings', { inputs: ['text'], outputs: [], tools: false }),
  line('^gemma-4-', 'models', {
    inputs: ['text', 'image'],
    outputs: ['text'],
    tools: true,
    reasoning: true,
    temperature: true,
  }),
];
