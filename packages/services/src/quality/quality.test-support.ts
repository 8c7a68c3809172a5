import type { Sql } from '@weir/db/sql/client';
import { insertCall } from '@weir/db/sql/sample-rows';
import { encodeFeatures, promptFeatures } from '@weir/routing/smart/features';

/** Whose calls and ratings: one project's. */
export type Home = { readonly organizationId: string; readonly projectId: string };

export type Answer = {
  /** `provider/model` that answered. */
  readonly model: string;
  /** A smart node of this route chose it. */
  readonly route?: string;
  readonly propensity?: number;
  readonly task?: string;
  readonly prompt?: string;
  readonly status?: string;
  readonly endUser?: string;
};

function splitName(name: string): { provider: string; model: string } {
  const slash = name.indexOf('/');
  return { provider: name.slice(0, slash), model: name.slice(slash + 1) };
}

/** The record of a decision, as the gateway writes it. */
export function decisionOf({ model, route, propensity, task, prompt }: Answer) {
  const expected = propensity === undefined ? {} : { expected: { propensity } };
  const facts = { operation: 'chat', ...(task === undefined ? {} : { task }) };
  const features = prompt === undefined ? {} : { features: encodeFeatures(promptFeatures(prompt)) };
  return {
    requestedModel: route ?? model,
    resolvedBy: route === undefined ? 'provider/model' : 'route',
    ...(route === undefined ? {} : { route: { id: 'r', name: route, version: 3 } }),
    considered: [
      { provider: 'lab', model: 'away', excluded: 'away' },
      { ...splitName(model), ...expected },
    ],
    nodes: [
      { path: '0', kind: 'fallback', said: '' },
      { path: '0.0', kind: route === undefined ? 'target' : 'smart', said: '' },
    ],
    inputs: { facts, ...features },
  };
}

/** A call of a project as it is recorded; gives its id. */
export function insertAnswer(sql: Sql, home: Home, answer: Answer): Promise<string> {
  const { model, route, status = 'succeeded', endUser } = answer;
  return insertCall(sql, Date.now(), {
    organization_id: home.organizationId,
    project_id: home.projectId,
    ...splitName(model),
    ...(route === undefined ? {} : { route }),
    ...(endUser === undefined ? {} : { end_user: endUser }),
    status,
    decision: sql.json(decisionOf(answer)),
  });
}

/** What somebody says of an answer; said again it takes the place of what was said before. */
export async function rate(sql: Sql, home: Home, said: { readonly callId: string; readonly score: number }) {
  await sql`
    insert into usage.feedback (organization_id, project_id, call_id, score, said_at)
    values (${home.organizationId}, ${home.projectId}, ${said.callId}, ${said.score}, now())
    on conflict (organization_id, project_id, call_id, other_call_id) do update
    set score = excluded.score, said_at = excluded.said_at, seq = default, label = null`;
}

/** What somebody says of two answers: `score` is from the side of the first. */
export async function compare(
  sql: Sql,
  home: Home,
  said: { readonly callIds: readonly [string, string]; readonly score: number; readonly sampled?: boolean },
) {
  const [one, other] = said.callIds;
  const swapped = one > other;
  const score = swapped ? 1 - said.score : said.score;
  await sql`
    insert into usage.feedback (organization_id, project_id, call_id, other_call_id, score, sampled, said_at)
    values (${home.organizationId}, ${home.projectId}, ${swapped ? other : one}, ${swapped ? one : other}, ${score},
      ${said.sampled ?? false}, now())`;
}

/** The labels of a project, as they are stored, in their order. */
export async function labelsOf(sql: Sql, { organizationId, projectId }: Home): Promise<readonly unknown[]> {
  const rows = await sql<{ label: unknown }[]>`
    select label from usage.feedback where organization_id = ${organizationId} and project_id = ${projectId}
    order by seq`;
  return rows.map(({ label }) => label);
}
