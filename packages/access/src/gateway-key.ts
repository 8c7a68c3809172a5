import { hash } from 'node:crypto';
import { isChecksummed, mintChecksummed } from './checksummed-key.ts';

const prefix = 'weir_gk_';

/** A new gateway key: readable prefix, 190 random bits, checksum. Show it once and keep `hashKey` of it. */
export function mintGatewayKey(): string {
  return mintChecksummed(prefix);
}

/** True when `text` has the form and the checksum of a gateway key; says nothing of whether it is in use. */
export function isGatewayKey(text: string): boolean {
  return isChecksummed(prefix, text);
}

/** Hex SHA-256 of a whole key or token: the only form in which it is stored. Keys are random, so they need no salt. */
export function hashKey(key: string): string {
  return hash('sha256', key, 'hex');
}
