import { isOwnHost } from './own-host.ts';

/** Why a request is not for Next to answer. */
export type Unfit = { readonly status: number; readonly words: string };

/** The head of a request, as far as that is looked at. */
export type Head = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly host: string | undefined;
};

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== undefined;
  } catch {
    return false;
  }
}

/** What a request with this head is refused with; undefined for one that is fit. */
export function unfitOf({ method, url, host }: Head, publicUrl: string): Unfit | undefined {
  if (!isOwnHost(host, publicUrl))
    return { status: 421, words: `This is ${publicUrl}. To reach it by another name, set WEIR_PUBLIC_URL to that.` };
  const path = url.split('?')[0] ?? '';
  // Next takes such a path for a fault of ours.
  if (!isDecodable(path)) return { status: 400, words: 'The path is not well-formed.' };
  // Pages have no server actions: whatever is sent to one is not read.
  if (method !== 'GET' && method !== 'HEAD' && !path.startsWith('/api/'))
    return { status: 405, words: 'A page takes GET and HEAD.' };
  return undefined;
}
