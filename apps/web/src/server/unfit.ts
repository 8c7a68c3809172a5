import { isOwnHost } from './own-host.ts';

/** Why a request is not for Next to answer. */
export type Unfit = { readonly status: number; readonly words: string };

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== undefined;
  } catch {
    return false;
  }
}

/** What a request with this URL and Host header is refused with; undefined for one that is fit. */
export function unfitOf(url: string, host: string | undefined, publicUrl: string): Unfit | undefined {
  if (!isOwnHost(host, publicUrl))
    return { status: 421, words: `This is ${publicUrl}. To reach it by another name, set WEIR_PUBLIC_URL to that.` };
  // Next takes such a path for a fault of ours.
  if (!isDecodable(url.split('?')[0] ?? '')) return { status: 400, words: 'The path is not well-formed.' };
  return undefined;
}
