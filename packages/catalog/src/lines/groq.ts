import type { ProviderLines } from './line.ts';

/** Groq charges flex requests as on-demand ones; what differs is how they fail under load. */
export const groq: ProviderLines = {
  lines: [],
  serviceTiers: [
    {
      tier: 'flex',
      match: { contains: '' },
      effectiveFrom: '2025-01-01',
      source: 'https://console.groq.com/docs/flex-processing',
      readOn: '2026-11-23',
      percentOfStandard: 100,
    },
  ],
};
