import { withoutRoutingFields } from '@weir/protocol/facts/without-routing-fields';
import { type ParsedRequest, parseRequest } from '@weir/protocol/parse-request';

/** The request without `models` and `provider`, which were said to the gateway: no other byte of it changes. */
export function withoutOwnFields(request: ParsedRequest): ParsedRequest {
  const { operation, body, model, streaming, modelSpan } = request;
  const path = modelSpan === undefined ? { model, streaming } : undefined;
  return parseRequest(operation, withoutRoutingFields(body), path);
}
