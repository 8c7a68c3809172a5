import { deepinfra } from './deepinfra.ts';
import { groq } from './groq.ts';
import type { ProviderLines } from './line.ts';
import { mistral } from './mistral.ts';
import { openai } from './openai.ts';
import { sandbox } from './sandbox.ts';
import { xai } from './xai.ts';

/** Azure charges what their makers do, by the same lines of the book. */
const azure: ProviderLines = { lines: [], additions: openai.additions ?? [], serviceTiers: [] };

const all: Readonly<Record<string, ProviderLines>> = { azure, deepinfra, groq, mistral, openai, sandbox, xai };
const none: ProviderLines = { lines: [], serviceTiers: [] };

/** Our own lines for a provider. */
export function linesOf(provider: string): ProviderLines {
  return all[provider] ?? none;
}
