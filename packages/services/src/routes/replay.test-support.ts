import { type ProjectConfig, projectConfig } from '@weir/access/project-config';
import { insertAttempt, insertCall } from '@weir/db/sql/sample-rows';
import { upstreams } from '@weir/providers/upstreams';
import type { LiveTarget } from '@weir/routing/live';
import { planRoute } from '@weir/routing/plan-route';
import { candidatesOf } from '@weir/routing/reach/candidates-of';
import type { RequestFacts } from '@weir/routing/request-facts';
import type { RoutePlan } from '@weir/routing/route-plan';
import type { Explanation } from '@weir/routing/target';
import type { Actor } from '../actor.ts';
import { notFound } from '../service-error.ts';
import type { Services } from '../services.ts';
import { read } from '../write.ts';

/** A call to be recorded as the gateway would have. */
export type Recording = {
  readonly projectId: string;
  readonly route: { readonly id: string; readonly name: string; readonly version: number; readonly plan: RoutePlan };
  readonly atMs: number;
  readonly facts?: Partial<RequestFacts>;
  readonly seed?: number;
  readonly live?: Readonly<Record<string, LiveTarget>>;
  /** Of the answer, in tokens. */
  readonly used?: { readonly input: number; readonly output: number };
  readonly picoUsd?: bigint;
  readonly firstTokenMs?: number;
};

async function configOf(services: Services, actor: Actor, projectId: string): Promise<ProjectConfig> {
  const row = await read({ services, actor }).projectConfigs.get(projectId);
  if (row === undefined) throw notFound('project');
  return projectConfig.parse(row.document);
}

/** What would have been decided for the call. */
export function explained(config: ProjectConfig, recording: Recording): Explanation {
  const { route, atMs, facts = {}, seed = 1, live = {} } = recording;
  const { id, name, version, plan } = route;
  const asking = { caller: { config, principal: {} }, upstreams, operation: 'chat', allowsAll: true, atMs } as const;
  const { explanation } = planRoute({
    requestedModel: name,
    resolvedBy: 'route',
    route: { id, name, version },
    plan,
    candidates: candidatesOf(plan.strategy, asking),
    facts: { operation: 'chat', streaming: false, inputTokens: 1_000, needs: [], ...facts },
    health: { id: 's1', atMs, targets: new Map(Object.entries(live)) },
    nowMs: atMs,
    seed,
  });
  return explanation;
}

/** Records a call of a route; gives its id. */
export async function recordCall(services: Services, actor: Actor, recording: Recording): Promise<string> {
  const { projectId, route, atMs, used, picoUsd = 0n, firstTokenMs } = recording;
  const explanation = explained(await configOf(services, actor, projectId), recording);
  const { sql } = services;
  const own = { organization_id: actor.organizationId, project_id: projectId };
  const callId = await insertCall(sql, atMs, {
    ...own,
    route: route.name,
    decision: sql.json(JSON.parse(JSON.stringify(explanation))),
    first_token_ms: firstTokenMs ?? null,
    attempts: used === undefined ? 0 : 1,
  });
  if (used === undefined) return callId;
  const { input, output } = used;
  await insertAttempt(sql, callId, { ...own, input: BigInt(input), output: BigInt(output), cost_pico_usd: picoUsd });
  return callId;
}
