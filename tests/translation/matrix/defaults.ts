import type { Feature } from '@weir/protocol/canonical/features';

/** Wishes that need no word in the request, so that nothing is sent and nothing is lost. */
export const fulfilledAnyway: { readonly [Name in Feature]?: string } = {
  reasoning_shown: 'vendors of Chat Completions and Cohere show what a model thinks without being asked',
  service_tier: 'the standard tier is what everybody gets who asks for none',
};
