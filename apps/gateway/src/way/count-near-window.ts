import { countable } from '@weir/protocol/canonical/countable';
import type { BodyFacts } from '@weir/protocol/facts/body-facts';
import { asObject } from '@weir/protocol/json-read';
import { asChatOperation } from '@weir/protocol/operation';
import type { ParsedRequest } from '@weir/protocol/parse-request';
import type { Candidate } from '@weir/routing/candidate';
import { estimateTokens } from '../call/estimate-tokens.ts';
import { parseChat } from '../call/translation.ts';

/** An estimate by length is off by less than this, either way. */
const estimateFactor = 2;

/** A request whose input has been estimated. */
export type Estimated = {
  readonly request: ParsedRequest;
  readonly document: unknown;
  readonly body: BodyFacts;
  readonly inputTokens: number;
  readonly candidates: readonly Candidate[];
};

/** True where it depends on the estimate's error whether the request fits a window. */
function isNear({ inputTokens, body, candidates }: Estimated): boolean {
  const outputTokens = body.outputTokensMax ?? 0;
  return candidates.some(({ capabilities: { contextWindow } }) => {
    if (contextWindow === undefined) return false;
    const least = inputTokens / estimateFactor + outputTokens;
    return least <= contextWindow && contextWindow < inputTokens * estimateFactor + outputTokens;
  });
}

/**
 * The input's tokens, counted by their text where a window is near; undefined where the estimate is good enough, or the
 * request is no conversation that can be read.
 */
export function countNearWindow(estimated: Estimated): Promise<number | undefined> | undefined {
  const { request, document } = estimated;
  const operation = asChatOperation(request.operation);
  const body = asObject(document);
  if (operation === undefined || body === undefined || !isNear(estimated)) return undefined;
  try {
    const { model, streaming } = request;
    return estimateTokens(countable(parseChat(operation, body, { model, streaming })), () => false);
  } catch {
    // What cannot be read is refused in the client's own words later; the estimate does until then.
    return undefined;
  }
}
