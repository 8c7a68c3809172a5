import type { Capabilities } from '../capability.ts';
import type { CapabilityLine } from './line.ts';

function line(regex: string, capabilities: Capabilities): CapabilityLine {
  return { match: { regex }, source: 'https://docs.x.ai/developers/models', readOn: '2026-11-28', capabilities };
}

const grok = { outputs: ['text'], tools: true, temperature: true } satisfies Capabilities;
const sees = { ...grok, inputs: ['text', 'image'] } satisfies Capabilities;

/** Grok, in the figures that models.dev keeps for the models' pages. */
export const xai: readonly CapabilityLine[] = [
  line('^grok-4(-0709)?$', { ...sees, reasoning: true, structuredOutput: true, contextWindow: 256_000 }),
  line('^grok-4(-1)?-fast(-reasoning)?$', {
    ...sees,
    reasoning: true,
    structuredOutput: true,
    contextWindow: 2_000_000,
  }),
  line('^grok-4(-1)?-fast-non-reasoning$', {
    ...sees,
    reasoning: false,
    structuredOutput: true,
    contextWindow: 2_000_000,
  }),
  line('^grok-4\\.20', { ...sees, reasoning: true }),
  line('^grok-4\\.20.*-non-reasoning$', { reasoning: false }),
  line('^grok-4\\.3', { ...sees, reasoning: true, contextWindow: 1_000_000 }),
  line('^grok-4\\.[56]', {
    ...grok,
    inputs: ['text', 'image', 'document'],
    reasoning: true,
    structuredOutput: true,
    contextWindow: 500_000,
  }),
  line('^grok-code-fast', { ...grok, inputs: ['text'], reasoning: true, contextWindow: 256_000 }),
];
