import type { CapabilityLine } from './line.ts';

/** DeepSeek's models after those that the data knows. */
export const deepseek: readonly CapabilityLine[] = [
  {
    match: { regex: '^deepseek-v4-(flash|pro)$' },
    source: 'https://api-docs.deepseek.com/quick_start/pricing',
    readOn: '2026-11-28',
    capabilities: { inputs: ['text'], outputs: ['text'], tools: true, reasoning: true },
  },
];
