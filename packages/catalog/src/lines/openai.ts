import type { AdditionLine, ProviderLines, ServiceTierLine } from './line.ts';

const priorityPage = 'https://openai.com/api-priority-processing/';
const flexPage = 'https://platform.openai.com/docs/guides/flex-processing';

type Row = readonly [models: readonly string[], input: string, cacheRead: string, output: string];

const priorityRows: readonly Row[] = [
  [['gpt-5.4', 'gpt-5.4-2026-03-05'], '5', '0.5', '30'],
  [['gpt-5.4-mini', 'gpt-5.4-mini-2026-03-17'], '1.5', '0.15', '9'],
  [['gpt-5.2', 'gpt-5.2-2025-12-11'], '3.5', '0.35', '28'],
  [['gpt-5.1', 'gpt-5.1-2025-11-13', 'gpt-5.1-codex'], '2.5', '0.25', '20'],
  [['gpt-5', 'gpt-5-2025-08-07', 'gpt-5-codex'], '2.5', '0.25', '20'],
  [['gpt-5-mini', 'gpt-5-mini-2025-08-07'], '0.45', '0.045', '3.6'],
  [['gpt-4.1', 'gpt-4.1-2025-04-14'], '3.5', '0.875', '14'],
  [['gpt-4.1-mini', 'gpt-4.1-mini-2025-04-14'], '0.7', '0.175', '2.8'],
  [['gpt-4.1-nano', 'gpt-4.1-nano-2025-04-14'], '0.2', '0.05', '0.8'],
  [['gpt-4o', 'gpt-4o-2024-08-06', 'gpt-4o-2024-11-20'], '4.25', '2.125', '17'],
  [['gpt-4o-mini', 'gpt-4o-mini-2024-07-18'], '0.25', '0.125', '1'],
  [['o3', 'o3-2025-04-16'], '3.5', '0.875', '14'],
  [['o4-mini', 'o4-mini-2025-04-16'], '2', '0.5', '8'],
];

function toPriority([models, input, cacheRead, output]: Row): ServiceTierLine {
  return {
    tier: 'priority',
    match: { or: models.map((model) => ({ equals: model })) },
    effectiveFrom: '2025-06-01',
    source: priorityPage,
    readOn: '2026-11-23',
    usdPerMillion: { input, cacheRead, output, searches: '10000' },
  };
}

type PictureRow = readonly [model: string, effectiveFrom: string, imageOutput: string];

/** Models that put out nothing but pictures: the book gives the price of those as that of text. */
const picturePrices: readonly PictureRow[] = [
  ['gpt-image-1', '2025-04-23', '40'],
  ['gpt-image-1-mini', '2025-10-06', '8'],
  ['gpt-image-2', '2026-04-21', '30'],
];

function toAddition([model, effectiveFrom, imageOutput]: PictureRow): AdditionLine {
  return {
    match: { regex: `^${model}(-20[\\d-]+)?$` },
    effectiveFrom,
    source: `https://developers.openai.com/api/docs/models/${model}`,
    readOn: '2026-11-28',
    usdPerMillion: { imageOutput },
  };
}

/** OpenAI's service tiers, which the book lacks, and prices that it has no line for: audio, and moderation, which is free. */
export const openai: ProviderLines = {
  lines: [
    {
      model: 'omni-moderation-latest',
      match: { contains: 'moderation' },
      effectiveFrom: '2024-09-26',
      source: 'https://developers.openai.com/api/docs/models/omni-moderation-latest',
      readOn: '2026-11-28',
      usdPerMillion: { input: '0', output: '0', images: '0', requests: '0' },
    },
    {
      model: 'gpt-4o-audio-preview',
      match: { starts_with: 'gpt-4o-audio-preview' },
      effectiveFrom: '2024-12-17',
      source: 'https://platform.openai.com/docs/models/gpt-4o-audio-preview',
      readOn: '2026-11-23',
      contextWindow: 128_000,
      usdPerMillion: { input: '2.5', output: '10', audioInput: '40', audioOutput: '80' },
    },
    {
      model: 'gpt-4o-mini-audio-preview',
      match: { starts_with: 'gpt-4o-mini-audio' },
      effectiveFrom: '2024-12-17',
      source: 'https://platform.openai.com/docs/models/gpt-4o-mini-audio-preview',
      readOn: '2026-11-23',
      contextWindow: 128_000,
      usdPerMillion: { input: '0.15', output: '0.6', audioInput: '10', audioOutput: '20' },
    },
  ],
  additions: picturePrices.map(toAddition),
  serviceTiers: [
    ...priorityRows.map(toPriority),
    {
      tier: 'flex',
      match: { or: [{ starts_with: 'gpt-5' }, { starts_with: 'o3' }, { starts_with: 'o4-mini' }] },
      effectiveFrom: '2025-04-17',
      source: flexPage,
      readOn: '2026-11-23',
      percentOfStandard: 50,
    },
  ],
};
