import { isChecksummed, mintChecksummed } from './checksummed-key.ts';

const prefix = 'weir_mt_';

/** A new management token: readable prefix, 190 random bits, checksum. Show it once and keep `hashKey` of it. */
export function mintManagementToken(): string {
  return mintChecksummed(prefix);
}

/** True when `text` has the form and the checksum of a management token; says nothing of whether it is in use. */
export function isManagementToken(text: string): boolean {
  return isChecksummed(prefix, text);
}
