import type { TokenLogprob } from '../../canonical/part.ts';
import { asObject, type JsonObject, listAt } from '../../json-read.ts';

type Token = { readonly token: string; readonly logprob: number };

function tokenOf(value: unknown): Token | undefined {
  const object = asObject(value);
  const token = object?.['token'];
  const logprob = object?.['logProbability'] ?? 0;
  return typeof token === 'string' && typeof logprob === 'number' ? { token, logprob } : undefined;
}

function tokensOf(values: readonly unknown[]): readonly Token[] {
  return values.flatMap((value) => tokenOf(value) ?? []);
}

/** The tokens of a `logprobsResult`, each with its alternatives. */
export function readLogprobs(result: JsonObject | undefined): readonly TokenLogprob[] | undefined {
  const top = listAt(result, 'topCandidates');
  const chosen = listAt(result, 'chosenCandidates').flatMap((value, index) => {
    const token = tokenOf(value);
    return token === undefined ? [] : [{ ...token, top: tokensOf(listAt(asObject(top[index]), 'candidates')) }];
  });
  return chosen.length === 0 ? undefined : chosen;
}

function written({ token, logprob }: Token): JsonObject {
  return { token, logProbability: logprob };
}

/** The same in this dialect. */
export function writeLogprobs(logprobs: readonly TokenLogprob[]): JsonObject {
  return {
    topCandidates: logprobs.map(({ top }) => ({ candidates: top.map(written) })),
    chosenCandidates: logprobs.map(written),
  };
}
