import type { Capabilities } from '../capability.ts';
import type { CapabilityLine } from './line.ts';

const readOn = '2026-11-28';

function line(regex: string, page: string, capabilities: Capabilities): CapabilityLine {
  return { match: { regex }, source: `https://platform.claude.com/docs/en/${page}`, readOn, capabilities };
}

const million = { contextWindow: 1_000_000, outputTokensMax: 128_000, reasoning: true };
const before = { contextWindow: 200_000, outputTokensMax: 64_000, reasoning: true, temperature: true };

/** Claude. Sampling parameters went with Opus 4.7: from then on a temperature is refused. */
export const anthropic: readonly CapabilityLine[] = [
  line('^claude-(3-[57]-|opus-|sonnet-|haiku-|fable-)', 'build-with-claude/pdf-support', {
    inputs: ['text', 'image', 'document'],
    outputs: ['text'],
    tools: true,
  }),
  line('^claude-(opus|sonnet|haiku)-(4-[5-9]|5)', 'build-with-claude/structured-outputs', { structuredOutput: true }),
  line('^claude-(opus|sonnet|haiku)-4-5', 'about-claude/models/overview', before),
  line('^claude-(opus|sonnet)-4-6', 'about-claude/models/overview', { ...million, temperature: true }),
  line('^claude-(opus-4-[78]|(opus|fable)-5)', 'about-claude/models/migration-guide', {
    ...million,
    temperature: false,
  }),
  line('^claude-sonnet-5', 'about-claude/models/overview', million),
];
