import type { Line, ProviderLines } from './line.ts';

const common = {
  effectiveFrom: '1970-01-01',
  source: 'none: simulated',
  readOn: '2026-11-23',
  contextWindow: 128_000,
} satisfies Partial<Line>;

const usdPerMillion = {
  input: '1',
  cacheRead: '0.1',
  cacheWrite5m: '1.25',
  cacheWrite1h: '2',
  output: '4',
  audioInput: '10',
  audioOutput: '20',
  audioCacheRead: '1',
  audioSeconds: '100',
  imageInput: '1',
  imageOutput: '30',
  images: '40000',
  searches: '10000',
} satisfies Line['usdPerMillion'];

/**
 * The sandbox charges nothing: its prices are made up, so that receipts look real, and its costs stay `simulated`. Any
 * name answers; the last line prices those that are not listed.
 */
export const sandbox: ProviderLines = {
  lines: [
    { ...common, model: 'fast', usdPerMillion },
    { ...common, model: 'smart', usdPerMillion },
    { ...common, model: 'reasoner', usdPerMillion },
    { ...common, model: 'embed', usdPerMillion: { input: '0.1' } },
    { ...common, model: 'any', match: { contains: '' }, usdPerMillion },
  ],
  serviceTiers: [],
};
