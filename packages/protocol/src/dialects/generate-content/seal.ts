import type { Signature } from '../../canonical/part.ts';
import { carrySignature, unwrapSignature } from '../../canonical/signature.ts';

/** Whose bare seals `thoughtSignature` carries. */
export const ownSigner = 'gemini';

/** The seal in a client's `thoughtSignature`: it sits on the part that it belongs to. */
export function readSeal(text: string | undefined): Signature | undefined {
  return text === undefined || text === '' ? undefined : unwrapSignature(text, ownSigner).signature;
}

/** The seal of an answer's part as a client keeps it. */
export function writeSeal(signature: Signature | undefined): string | undefined {
  return signature === undefined ? undefined : carrySignature({ signature, on: 'own' }, ownSigner);
}
