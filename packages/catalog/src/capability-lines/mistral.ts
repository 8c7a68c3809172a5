import type { Capabilities } from '../capability.ts';
import { type CapabilityLine, lineFor, modelsDev } from './line.ts';

const writes = { outputs: ['text'], tools: true, temperature: true } satisfies Capabilities;
const sees = { ...writes, inputs: ['text', 'image'] } satisfies Capabilities;
const quarterMillion = { contextWindow: 262_144, outputTokensMax: 262_144 } satisfies Capabilities;

/** Mistral: the models that came after the package's data, and the names that moved on to them. */
export const mistral: readonly CapabilityLine[] = [
  lineFor('^mistral-large-(2512|latest)$', modelsDev, {
    ...sees,
    ...quarterMillion,
    reasoning: false,
    structuredOutput: true,
  }),
  lineFor('^mistral-medium(-3-5|-3\\.5|-2604|-latest)?$', modelsDev, {
    ...sees,
    ...quarterMillion,
    reasoning: true,
    structuredOutput: true,
  }),
  lineFor('^mistral-small-(2603|latest)$', modelsDev, { ...sees, reasoning: true, contextWindow: 256_000 }),
  lineFor('^ministral-(3|8|14)b-(2512|latest)$', modelsDev, { ...sees, reasoning: false }),
  lineFor('^codestral-(2508|latest)$', modelsDev, {
    ...writes,
    inputs: ['text'],
    reasoning: false,
    structuredOutput: true,
  }),
  lineFor('^devstral-2512$', modelsDev, { ...writes, ...quarterMillion, inputs: ['text'], reasoning: false }),
  lineFor('^mistral-embed', 'https://docs.mistral.ai/openapi.yaml', { inputs: ['text'], outputs: [], tools: false }),
];
