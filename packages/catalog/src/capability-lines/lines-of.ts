import { anthropic } from './anthropic.ts';
import { deepinfra } from './deepinfra.ts';
import { deepseek } from './deepseek.ts';
import { gemini } from './gemini.ts';
import { groq } from './groq.ts';
import type { CapabilityLine } from './line.ts';
import { mistral } from './mistral.ts';
import { openai } from './openai.ts';
import { xai } from './xai.ts';

const all: Readonly<Record<string, readonly CapabilityLine[]>> = {
  anthropic,
  deepinfra,
  deepseek,
  gemini,
  groq,
  mistral,
  openai,
  // Vertex serves Gemini's models as Gemini does.
  vertex: gemini,
  xai,
};

/** Our own lines for a provider; a later line goes before an earlier one. */
export function capabilityLinesOf(provider: string): readonly CapabilityLine[] {
  return all[provider] ?? [];
}
