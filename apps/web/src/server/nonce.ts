import { headers } from 'next/headers';

/** The header in which proxy.ts hands the nonce of the page's content security policy on. */
export const nonceHeader = 'x-weir-nonce';

/** The nonce of the page that is being rendered. */
export async function readNonce(): Promise<string> {
  return (await headers()).get(nonceHeader) ?? '';
}
