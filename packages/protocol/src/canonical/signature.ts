import { asObject, parseObject, textAt } from '../json-read.ts';
import type { Signature } from './part.ts';

/** What begins every wrapped signature: base64 of `{"weir":`. */
export const signatureMark = Buffer.from('{"weir":').toString('base64').slice(0, 10);

/** A seal as a dialect carries it: to what it belongs, besides its own words. */
export type CarriedSignature = {
  readonly signature: Signature;
  /** `own`: the reasoning that carries it. `next`, `previous`: the part beside it, whose dialect has no place for a seal. */
  readonly on: 'own' | 'next' | 'previous';
};

/** One text that any client keeps and sends back as it is: standard base64 of a small JSON document. */
export function wrapSignature({ signature, on }: CarriedSignature): string {
  const { origin, value } = signature;
  return Buffer.from(JSON.stringify({ weir: 1, origin, on, value })).toString('base64');
}

/** What `text` carries: a wrapped seal, else the bare seal of the dialect's own vendor `origin`. */
export function unwrapSignature(text: string, origin: string): CarriedSignature {
  const bare: CarriedSignature = { signature: { origin, value: text }, on: 'own' };
  if (!text.startsWith(signatureMark)) return bare;
  const wrapped = asObject(parseObject(Buffer.from(text, 'base64').toString()));
  const from = textAt(wrapped, 'origin');
  const value = textAt(wrapped, 'value');
  if (wrapped?.['weir'] !== 1 || from === undefined || value === undefined) return bare;
  const on = wrapped['on'];
  return { signature: { origin: from, value }, on: on === 'next' || on === 'previous' ? on : 'own' };
}

/** The seal as a dialect of the vendor `origin` carries it: bare where it is its own and its place, else wrapped. */
export function carrySignature(carried: CarriedSignature, origin: string): string {
  return carried.signature.origin === origin && carried.on === 'own' ? carried.signature.value : wrapSignature(carried);
}
