import { type CapabilityLine, lineFor, modelsDev } from './line.ts';

const docs = 'https://platform.claude.com/docs/en';
const dated = '(-20\\d{6})?$';

const million = { contextWindow: 1_000_000, outputTokensMax: 128_000, reasoning: true };

/** Claude. Sampling parameters went with Opus 4.7: from then on a temperature is refused. */
export const anthropic: readonly CapabilityLine[] = [
  lineFor('^claude-(3-[57]-|opus-|sonnet-|haiku-|fable-)', `${docs}/build-with-claude/pdf-support`, {
    inputs: ['text', 'image', 'document'],
    outputs: ['text'],
    tools: true,
  }),
  lineFor('^claude-(opus|sonnet|haiku)-4-5', `${docs}/models/sonnet-4-5/overview`, {
    contextWindow: 200_000,
    outputTokensMax: 64_000,
    reasoning: true,
    temperature: true,
  }),
  lineFor('^claude-(opus|sonnet)-4-6', `${docs}/models/opus-4-6/overview`, { ...million, temperature: true }),
  lineFor(`^claude-(opus-4-[78]|opus-5(-5)?|fable-5(-1)?)${dated}`, `${docs}/models/opus-5/overview`, million),
  lineFor(`^claude-(opus-4-[78]|opus-5(-5)?|fable-5(-1)?)${dated}`, modelsDev, { temperature: false }),
  lineFor(`^claude-sonnet-5${dated}`, `${docs}/models/opus-5-5/overview`, million),
  lineFor('^claude-(opus-4-[5-8]|sonnet-4-6|haiku-4-5|opus-5)', modelsDev, { structuredOutput: true }),
];
