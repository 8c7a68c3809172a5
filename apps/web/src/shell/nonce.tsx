'use client';
import { setNonce } from 'get-nonce';

/** Lets the primitives that write a style element (dialogs lock the scroll) do so under the content security policy. */
export function Nonce({ nonce }: { readonly nonce: string }) {
  setNonce(nonce);
  return null;
}
