import type { JsonObject } from '@weir/protocol/json-read';
import type { TranslatedRequest } from '../provider.ts';

/**
 * The betas of Anthropic's that Bedrock has, by their names; it answers any other with a 400, and reads none from the
 * header. Source: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html.
 */
const known =
  /^(?:computer-use|token-efficient-tools|interleaved-thinking|output-128k|dev-full-thinking|context-1m|context-management|effort|tool-search-tool|tool-examples)-\d{4}-\d{2}-\d{2}$/;

/** `body` with the betas that the client asked for, as far as they are known there. */
export function withBetas(body: JsonObject, betas: readonly string[] = []): JsonObject {
  const taken = betas.filter((beta) => known.test(beta));
  return taken.length === 0 ? body : { ...body, anthropic_beta: taken };
}

/** The request, which says where betas could not travel. */
export function tellingBetas(request: TranslatedRequest, betas: readonly string[] = []): TranslatedRequest {
  if (betas.every((beta) => known.test(beta))) return request;
  return { ...request, dropped: [...request.dropped, 'anthropic-beta'] };
}
