import type { Grant } from '@weir/access/grant';
import type { BodyFacts } from '@weir/protocol/facts/body-facts';
import type { ParsedRequest } from '@weir/protocol/parse-request';
import type { Candidate } from '@weir/routing/candidate';
import type { Preferences } from '@weir/routing/request-facts';
import type { Route, RoutePlan } from '@weir/routing/route-plan';
import type { ResolvedBy } from '@weir/routing/target';
import type { RequestHeaders } from '../call/request-headers.ts';

/** A call whose way is to be found. */
export type Wanted = {
  readonly grant: Grant;
  readonly request: ParsedRequest;
  /** The request's JSON; undefined for a form. */
  readonly document: unknown;
  readonly asked: RequestHeaders;
  readonly atMs: number;
  /** A 32-bit integer: what is drawn on the way comes from it. */
  readonly seed: number;
  /** A plan that is not published: what the name stands for is then not looked up. */
  readonly draft?: RoutePlan | undefined;
};

/** A plan with all that it can reach. Prices hold for a minute. */
export type Prepared = {
  readonly plan: RoutePlan;
  readonly route: Route | undefined;
  readonly resolvedBy: ResolvedBy;
  readonly candidates: readonly Candidate[];
  readonly minute: number;
};

/** What a request says to the gateway alone: other names to fall back to, and what is preferred. */
export type Own = {
  readonly body: BodyFacts;
  readonly models: readonly string[];
  readonly says: boolean;
  readonly preferences: Preferences | undefined;
};
