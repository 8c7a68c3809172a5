import type { Line, ProviderLines } from './line.ts';

type Row = readonly [model: string, contextWindow: number, input: string, output: string, cacheRead?: string];

/**
 * Each row stands on the model's own page, `https://deepinfra.com/<model>`, in the figures that models.dev keeps for
 * it. The reply recorded from gpt-oss-20b on 2026-08-26 states an estimated cost that agrees to the digit.
 */
const rows: readonly Row[] = [
  ['meta-llama/Llama-3.3-70B-Instruct-Turbo', 131_072, '0.10', '0.32'],
  ['meta-llama/Llama-4-Scout-17B-16E-Instruct', 327_680, '0.10', '0.30'],
  ['meta-llama/Meta-Llama-3.1-8B-Instruct', 131_072, '0.02', '0.05'],
  ['openai/gpt-oss-120b', 131_072, '0.05', '0.24'],
  ['openai/gpt-oss-20b', 131_072, '0.03', '0.14'],
  ['deepseek-ai/DeepSeek-R1-0528', 163_840, '0.50', '2.15', '0.35'],
  ['deepseek-ai/DeepSeek-V3.2', 163_840, '0.26', '0.38', '0.13'],
  ['deepseek-ai/DeepSeek-V4-Pro', 1_048_576, '1.30', '2.60', '0.10'],
  ['moonshotai/Kimi-K2.5', 262_144, '0.45', '2.25', '0.07'],
  ['Qwen/Qwen3-32B', 40_960, '0.08', '0.28'],
  ['Qwen/Qwen3-Coder-480B-A35B-Instruct-Turbo', 262_144, '0.30', '1.00', '0.10'],
  ['google/gemma-3-27b-it', 131_072, '0.08', '0.16'],
];

function toLine([model, contextWindow, input, output, cacheRead]: Row): Line {
  return {
    model,
    effectiveFrom: '2026-01-01',
    source: `https://deepinfra.com/${model}`,
    readOn: '2026-11-23',
    contextWindow,
    usdPerMillion: { input, output, ...(cacheRead === undefined ? {} : { cacheRead }) },
  };
}

/** DeepInfra, which the book lacks. */
export const deepinfra: ProviderLines = {
  lines: rows.map(toLine),
  serviceTiers: [
    {
      tier: 'priority',
      match: { contains: '' },
      effectiveFrom: '2026-01-01',
      source: 'https://deepinfra.com/blog/priority-service-tier',
      readOn: '2026-11-23',
      percentOfStandard: 150,
    },
  ],
};
