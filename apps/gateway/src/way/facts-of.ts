import type { Grant } from '@weir/access/grant';
import type { BodyFacts } from '@weir/protocol/facts/body-facts';
import type { ParsedRequest } from '@weir/protocol/parse-request';
import type { Preferences, RequestFacts } from '@weir/routing/request-facts';
import type { RequestHeaders } from '../call/request-headers.ts';

/** What the facts of a request are made of. */
export type FactSources = {
  readonly grant: Grant;
  readonly request: ParsedRequest;
  readonly asked: RequestHeaders;
  readonly body: BodyFacts;
  readonly inputTokens: number;
  readonly task?: string | undefined;
  readonly preferences?: Preferences | undefined;
};

type Written<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** What is known of a request, without a word of it. */
export function factsOf({ grant, request, asked, body, inputTokens, task, preferences }: FactSources): RequestFacts {
  const facts: Written<RequestFacts> = {
    operation: request.operation,
    streaming: request.streaming,
    inputTokens,
    needs: body.needs,
  };
  const user = asked.endUser ?? request.endUser ?? body.user;
  const metadata = asked.tags === undefined ? body.metadata : { ...body.metadata, ...asked.tags };
  const { attributes } = grant.principal;
  if (body.outputTokensMax !== undefined) facts.outputTokensMax = body.outputTokensMax;
  if (body.temperature !== undefined) facts.temperature = body.temperature;
  if (body.reasoningEffort !== undefined) facts.reasoningEffort = body.reasoningEffort;
  if (body.promptCacheKey !== undefined) facts.promptCacheKey = body.promptCacheKey;
  if (asked.session !== undefined) facts.session = asked.session;
  if (user !== undefined) facts.user = user;
  if (metadata !== undefined && Object.keys(metadata).length > 0) facts.metadata = metadata;
  if (Object.keys(attributes).length > 0) facts.attributes = attributes;
  if (task !== undefined) facts.task = task;
  if (preferences !== undefined) facts.preferences = preferences;
  return facts;
}
