import type { InputModality } from '../capability.ts';
import { type CapabilityLine, lineFor, modelsDev } from './line.ts';

type Row = readonly [model: string, outputTokensMax: number, reasoning: boolean, seen?: readonly InputModality[]];

const rows: readonly Row[] = [
  ['meta-llama/Llama-3.3-70B-Instruct-Turbo', 16_384, false],
  ['meta-llama/Llama-4-Scout-17B-16E-Instruct', 16_384, false, ['image']],
  ['meta-llama/Meta-Llama-3.1-8B-Instruct', 131_072, false],
  ['openai/gpt-oss-120b', 16_384, true],
  ['openai/gpt-oss-20b', 16_384, true],
  ['deepseek-ai/DeepSeek-V3.2', 64_000, true],
  ['deepseek-ai/DeepSeek-V4-Pro', 16_384, true],
  ['moonshotai/Kimi-K2.5', 32_768, true, ['image', 'video']],
  ['Qwen/Qwen3-32B', 8_192, true],
  ['google/gemma-3-27b-it', 8_192, true, ['image']],
];

function toLine([model, outputTokensMax, reasoning, seen = []]: Row): CapabilityLine {
  return {
    match: { equals: model },
    source: modelsDev,
    readOn: '2026-11-28',
    capabilities: { inputs: ['text', ...seen], outputs: ['text'], tools: true, reasoning, outputTokensMax },
  };
}

/** DeepInfra, of which the package's data knows few models. */
export const deepinfra: readonly CapabilityLine[] = [
  ...rows.map(toLine),
  lineFor('^deepseek-ai/deepseek-r1-0528$', modelsDev, {
    inputs: ['text'],
    outputs: ['text'],
    tools: false,
    reasoning: true,
    outputTokensMax: 64_000,
  }),
];
