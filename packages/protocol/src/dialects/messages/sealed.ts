import type { ReasoningPart, Signature } from '../../canonical/part.ts';
import { type CarriedSignature, unwrapSignature } from '../../canonical/signature.ts';

/**
 * Anthropic seals reasoning in two forms that cannot stand for each other: the signature of a `thinking` block (whose
 * text may be withheld) and the data of a `redacted_thinking` block. Where no text tells them apart the origin does.
 */
const redactedMark = '.redacted';

/** Whose bare seals stand in this dialect. */
export const ownVendor = 'anthropic';

/** The origin of what stands in a `redacted_thinking` block of the vendor `origin`. */
export function redactedOrigin(origin: string): string {
  return `${origin}${redactedMark}`;
}

/** The vendor whose seal this is, in whichever form. */
export function vendorOf(signature: Signature): string {
  const { origin } = signature;
  return origin.endsWith(redactedMark) ? origin.slice(0, -redactedMark.length) : origin;
}

/** True for the seal of a `redacted_thinking` block. */
export function isRedacted(signature: Signature): boolean {
  return signature.origin.endsWith(redactedMark);
}

/** What a `redacted_thinking` block carries: the vendor's own, or another's in its wrapping. */
export function carriedByRedacted(data: string, vendor: string): CarriedSignature {
  return unwrapSignature(data, redactedOrigin(vendor));
}

/** What the `signature` of a thinking block carries, if it is not empty. */
export function carriedByThinking(signature: string | undefined, vendor: string): Signature | undefined {
  return signature === undefined || signature === '' ? undefined : unwrapSignature(signature, vendor).signature;
}

/** Reasoning of which only the seal is left. */
export function sealedReasoning(signature: Signature): ReasoningPart {
  return { kind: 'reasoning', texts: [], signature };
}
