import type { ProviderLines } from './line.ts';

/** An alias that the book leaves out. */
export const mistral: ProviderLines = {
  lines: [
    {
      model: 'ministral-3b-latest',
      effectiveFrom: '2025-12-02',
      source: 'https://mistral.ai/pricing/api',
      readOn: '2026-11-23',
      contextWindow: 131_072,
      usdPerMillion: { input: '0.1', cacheRead: '0.01', output: '0.1' },
    },
  ],
  serviceTiers: [],
};
