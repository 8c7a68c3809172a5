import type { Capabilities } from '../capability.ts';
import type { CapabilityLine } from './line.ts';

function line(regex: string, page: string, capabilities: Capabilities): CapabilityLine {
  return { match: { regex }, source: `https://docs.mistral.ai/${page}`, readOn: '2026-11-28', capabilities };
}

const sees = { inputs: ['text', 'image'], outputs: ['text'], tools: true, temperature: true } satisfies Capabilities;

/** Mistral: the models that came after the data, and the names that moved on to them. */
export const mistral: readonly CapabilityLine[] = [
  line('^mistral-large-(2512|latest)$', 'models/mistral-large-3-25-12', {
    ...sees,
    reasoning: false,
    structuredOutput: true,
    contextWindow: 262_144,
    outputTokensMax: 262_144,
  }),
  line('^mistral-medium(-3-5|-3\\.5|-2604|-latest)?$', 'models/mistral-medium-3-5-26-04', {
    ...sees,
    reasoning: true,
    structuredOutput: true,
    contextWindow: 262_144,
    outputTokensMax: 262_144,
  }),
  line('^ministral-(3|8|14)b-(2512|latest)$', 'models/ministral-3-8b-25-12', { ...sees, reasoning: false }),
  line('^devstral-2512$', 'models/devstral-2-25-12', {
    inputs: ['text'],
    outputs: ['text'],
    tools: true,
    reasoning: false,
    temperature: true,
    contextWindow: 262_144,
    outputTokensMax: 262_144,
  }),
  line('^(mistral|codestral)-embed', 'capabilities/embeddings', { inputs: ['text'], outputs: [], tools: false }),
];
