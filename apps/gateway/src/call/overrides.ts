import { asObject, type JsonObject, objectAt, parseObject } from '@weir/protocol/json-read';
import type { Operation } from '@weir/protocol/operation';
import { type ParsedRequest, type PathFacts, parseRequest } from '@weir/protocol/parse-request';
import type { Overrides } from '@weir/routing/route-plan';

type Writer = (body: JsonObject, overrides: Overrides) => JsonObject;

function given(fields: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Older models know only the older name of the limit: the one that the client used stays. */
function chatLimit(body: JsonObject): string {
  return 'max_tokens' in body ? 'max_tokens' : 'max_completion_tokens';
}

const chat: Writer = (body, { temperature, topP, outputTokensMax, reasoningEffort }) => ({
  ...body,
  ...given({ temperature, top_p: topP, [chatLimit(body)]: outputTokensMax, reasoning_effort: reasoningEffort }),
});

const responses: Writer = (body, { temperature, topP, outputTokensMax, reasoningEffort }) => ({
  ...body,
  ...given({ temperature, top_p: topP, max_output_tokens: outputTokensMax }),
  ...(reasoningEffort === undefined ? {} : { reasoning: { ...objectAt(body, 'reasoning'), effort: reasoningEffort } }),
});

const messages: Writer = (body, { temperature, topP, outputTokensMax, reasoningEffort }) => ({
  ...body,
  ...given({ temperature, top_p: topP, max_tokens: outputTokensMax }),
  ...(reasoningEffort === undefined
    ? {}
    : { output_config: { ...objectAt(body, 'output_config'), effort: reasoningEffort } }),
});

const generateContent: Writer = (body, { temperature, topP, outputTokensMax, reasoningEffort }) => ({
  ...body,
  generationConfig: {
    ...objectAt(body, 'generationConfig'),
    ...given({ temperature, topP, maxOutputTokens: outputTokensMax }),
    ...(reasoningEffort === undefined ? {} : { thinkingConfig: { thinkingLevel: reasoningEffort } }),
  },
});

const completions: Writer = (body, { temperature, topP, outputTokensMax }) => ({
  ...body,
  ...given({ temperature, top_p: topP, max_tokens: outputTokensMax }),
});

const writers: Readonly<Partial<Record<Operation, Writer>>> = {
  chat,
  responses,
  messages,
  completions,
  generate_content: generateContent,
};

/**
 * The request with what a route's target says in place of what its client says; the same request for what has none of
 * these settings. The body is written anew.
 */
export function withOverrides(
  request: ParsedRequest,
  path: PathFacts | undefined,
  overrides: Overrides,
): ParsedRequest {
  const write = writers[request.operation];
  const body = asObject(parseObject(request.body.toString()));
  if (write === undefined || body === undefined) return request;
  return parseRequest(request.operation, Buffer.from(JSON.stringify(write(body, overrides))), path);
}
