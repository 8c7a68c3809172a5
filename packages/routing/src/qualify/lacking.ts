import type { Capabilities, InputModality } from '@weir/catalog/capability';
import type { Candidate } from '../candidate.ts';
import type { Exclusion } from '../exclusion.ts';
import { whole } from '../explain/words.ts';
import type { Need, RequestFacts } from '../request-facts.ts';

function reads(capabilities: Capabilities, modality: InputModality): boolean {
  return capabilities.inputs?.includes(modality) ?? true;
}

type Check = { readonly can: (capabilities: Capabilities) => boolean; readonly lacking: string };

/** What is not known of a model never counts against it. */
const checks: Readonly<Record<Need, Check>> = {
  tools: { can: ({ tools }) => tools !== false, lacking: 'it does not call tools' },
  images: { can: (capabilities) => reads(capabilities, 'image'), lacking: 'it does not read images' },
  documents: { can: (capabilities) => reads(capabilities, 'document'), lacking: 'it does not read documents' },
  audio: { can: (capabilities) => reads(capabilities, 'audio'), lacking: 'it does not hear audio' },
  video: { can: (capabilities) => reads(capabilities, 'video'), lacking: 'it does not watch video' },
  structured_output: {
    can: ({ structuredOutput }) => structuredOutput !== false,
    lacking: 'it does not answer by a schema',
  },
  reasoning: { can: ({ reasoning }) => reasoning !== false, lacking: 'it does not reason' },
};

/** Tokens that the answer may have: as the route says, else as the client says, never more than the model gives. */
function outputTokensOf({ overrides, capabilities }: Candidate, facts: RequestFacts): number {
  const asked = overrides?.outputTokensMax ?? facts.outputTokensMax ?? 0;
  return Math.min(asked, capabilities.outputTokensMax ?? asked);
}

/** What a model is known to lack for a request: an ability, or room for it. An answer limit above its own is not one. */
export function lacking(candidate: Candidate, facts: RequestFacts): Exclusion | undefined {
  const { capabilities } = candidate;
  for (const need of facts.needs) {
    const check = checks[need];
    if (!check.can(capabilities)) return { code: 'capability', reason: check.lacking };
  }
  const { contextWindow } = capabilities;
  if (contextWindow === undefined) return undefined;
  const needed = facts.inputTokens + outputTokensOf(candidate, facts);
  if (needed <= contextWindow) return undefined;
  const over = `${whole(needed - contextWindow)} more than its window of ${whole(contextWindow)}`;
  return { code: 'context_window', reason: `the call needs ${whole(needed)} tokens, ${over}` };
}
