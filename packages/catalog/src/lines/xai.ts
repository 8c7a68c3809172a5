import type { Line, ProviderLines } from './line.ts';

const readOn = '2026-11-23';

/** xAI reports what each call cost (`cost_in_usd_ticks`); recorded replies of 2026 agree with these to the digit. */
const grok420: Omit<Line, 'model'> = {
  effectiveFrom: '2026-03-01',
  source: 'https://docs.x.ai/developers/pricing',
  readOn,
  contextWindow: 1_000_000,
  usdPerMillion: { input: '1.25', cacheRead: '0.2', output: '2.5' },
  longContext: { aboveInputTokens: 199_999, usdPerMillion: { input: '2.5', cacheRead: '0.4', output: '5' } },
};

/** The two variants of Grok 4.20 under their own names, and the price of the search tools. */
export const xai: ProviderLines = {
  lines: [
    {
      ...grok420,
      model: 'grok-4.20-reasoning',
      match: { regex: '^grok-4\\.20(-beta)?(-0309)?-reasoning$' },
    },
    {
      ...grok420,
      model: 'grok-4.20-non-reasoning',
      match: { regex: '^grok-4\\.20(-beta)?(-0309)?-non-reasoning$' },
    },
  ],
  additions: [
    {
      match: { starts_with: 'grok-' },
      effectiveFrom: '2026-03-01',
      source: 'https://docs.x.ai/developers/pricing',
      readOn,
      usdPerMillion: { searches: '5000' },
    },
  ],
  serviceTiers: [],
};
