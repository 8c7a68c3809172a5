import type { ProviderLines } from './line.ts';

/** The sandbox charges nothing: its prices are made up, so that receipts look real, and its costs stay `simulated`. */
export const sandbox: ProviderLines = {
  lines: [
    {
      model: 'sandbox',
      match: { contains: '' },
      effectiveFrom: '1970-01-01',
      source: 'none: simulated',
      readOn: '2026-11-23',
      contextWindow: 128_000,
      usdPerMillion: {
        input: '1',
        cacheRead: '0.1',
        cacheWrite5m: '1.25',
        cacheWrite1h: '2',
        output: '4',
        audioInput: '10',
        audioOutput: '20',
        images: '40000',
        searches: '10000',
      },
    },
  ],
  serviceTiers: [],
};
