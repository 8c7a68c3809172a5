import type { Capabilities } from '../capability.ts';
import { type CapabilityLine, lineFor, modelsDev } from './line.ts';

const grok = { outputs: ['text'], tools: true, temperature: true } satisfies Capabilities;
const sees = { ...grok, inputs: ['text', 'image'] } satisfies Capabilities;
const fast = {
  ...sees,
  structuredOutput: true,
  contextWindow: 2_000_000,
  outputTokensMax: 30_000,
} satisfies Capabilities;

/** Grok. */
export const xai: readonly CapabilityLine[] = [
  lineFor('^grok-4(-0709)?$', 'https://openrouter.ai/x-ai/grok-4', {
    ...sees,
    reasoning: true,
    structuredOutput: true,
    contextWindow: 256_000,
  }),
  lineFor('^grok-4(-1)?-fast(-reasoning)?$', modelsDev, { ...fast, reasoning: true }),
  lineFor('^grok-4(-1)?-fast-non-reasoning$', modelsDev, { ...fast, reasoning: false }),
  lineFor('^grok-4\\.20', modelsDev, { ...sees, reasoning: true }),
  lineFor('^grok-4\\.20.*-non-reasoning$', modelsDev, { reasoning: false }),
  lineFor('^grok-4\\.3', modelsDev, { ...sees, reasoning: true, contextWindow: 1_000_000 }),
  lineFor('^grok-4\\.[56]', modelsDev, {
    ...grok,
    inputs: ['text', 'image', 'document'],
    reasoning: true,
    structuredOutput: true,
    contextWindow: 500_000,
  }),
  lineFor('^grok-code-fast', modelsDev, {
    ...grok,
    inputs: ['text'],
    reasoning: true,
    structuredOutput: true,
    contextWindow: 256_000,
    outputTokensMax: 10_000,
  }),
];
