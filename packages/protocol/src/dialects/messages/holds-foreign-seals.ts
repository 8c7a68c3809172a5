import { signatureMark } from '../../canonical/signature.ts';

const unsigned = /"signature"\s*:\s*""/;

/**
 * True where a request's conversation holds reasoning of another vendor, as our own answers carried it: wrapped seals,
 * or thoughts that nobody sealed. Anthropic refuses both, so such a request cannot be passed through as it is; written
 * anew by this dialect it goes without them. A text that only looks so does no harm: it is written anew too.
 */
export function holdsForeignSeals(body: string): boolean {
  return body.includes(signatureMark) || unsigned.test(body);
}
