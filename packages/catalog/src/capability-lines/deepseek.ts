import { type CapabilityLine, lineFor, modelsDev } from './line.ts';

/** DeepSeek's models after those that the package's data knows. */
export const deepseek: readonly CapabilityLine[] = [
  lineFor('^deepseek-v4-(flash|pro)$', modelsDev, {
    inputs: ['text'],
    outputs: ['text'],
    tools: true,
    reasoning: true,
    temperature: true,
    contextWindow: 1_000_000,
    outputTokensMax: 384_000,
  }),
];
