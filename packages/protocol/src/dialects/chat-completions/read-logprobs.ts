import type { TokenLogprob } from '../../canonical/part.ts';
import { asObject, type JsonObject, listAt } from '../../json-read.ts';

function numbersAt(object: JsonObject, key: string): { bytes?: readonly number[] } {
  const value = object[key];
  if (!Array.isArray(value)) return {};
  return { bytes: value.filter((byte) => typeof byte === 'number') };
}

type Token = Omit<TokenLogprob, 'top'>;

function tokenOf(value: unknown): Token | undefined {
  const object = asObject(value);
  const token = object?.['token'];
  const logprob = object?.['logprob'];
  if (object === undefined || typeof token !== 'string' || typeof logprob !== 'number') return undefined;
  return { token, logprob, ...numbersAt(object, 'bytes') };
}

/** The tokens under `key` of a choice's `logprobs`; undefined where there are none. */
export function readLogprobs(logprobs: JsonObject | undefined, key: string): readonly TokenLogprob[] | undefined {
  const tokens = listAt(logprobs, key).flatMap((value): TokenLogprob[] => {
    const token = tokenOf(value);
    if (token === undefined) return [];
    return [{ ...token, top: listAt(asObject(value), 'top_logprobs').flatMap((one) => tokenOf(one) ?? []) }];
  });
  return tokens.length === 0 ? undefined : tokens;
}

function encodeToken({ token, logprob, bytes }: Token): JsonObject {
  // The schema demands the field; null is "not known".
  return { token, logprob, bytes: bytes ?? null };
}

/** Tokens as a choice's `logprobs` has them. */
export function encodeLogprobs(tokens: readonly TokenLogprob[]): readonly JsonObject[] {
  return tokens.map((token) => ({ ...encodeToken(token), top_logprobs: token.top.map(encodeToken) }));
}
