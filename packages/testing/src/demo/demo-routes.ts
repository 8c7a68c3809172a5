import type { RoutePlan } from '@weir/routing/route-plan';
import type { Actor } from '@weir/services/actor';
import { createRoute } from '@weir/services/routes/create';
import { saveRouteDraft } from '@weir/services/routes/save-draft';
import { updateRoute } from '@weir/services/routes/update';
import type { Services } from '@weir/services/services';
import type { DemoRoute } from './demo-traffic.ts';

const llama = { kind: 'target', provider: 'groq', model: 'llama-3.3-70b-versatile' } as const;
const mini = { kind: 'target', provider: 'openai', model: 'gpt-5-mini' } as const;
const haiku = { kind: 'target', provider: 'anthropic', model: 'claude-haiku-4-5' } as const;
const sonnet = { kind: 'target', provider: 'anthropic', model: 'claude-sonnet-4-5' } as const;

const answers: RoutePlan = {
  strategy: { kind: 'fallback', children: [{ kind: 'cheapest', children: [llama, mini] }, haiku] },
  rescue: 'continue',
  sticky: { by: 'session', ttlSeconds: 3_600 },
};

/** Never a slow first word: a second provider joins when the first is late. */
const summaries: RoutePlan = {
  strategy: { kind: 'race', start: { hedgeAfterMs: 'p95' }, children: [mini, haiku] },
};

const triage: RoutePlan = {
  strategy: {
    kind: 'conditional',
    when: [{ if: { fact: 'input_tokens', op: 'over', value: 1_500 }, use: sonnet }],
    otherwise: {
      kind: 'weighted',
      children: [
        { ...mini, weight: 80 },
        { ...haiku, weight: 20 },
      ],
    },
  },
};

/** The demo's routes: three that are called, one of them with a draft, and one that was never published. */
export async function addRoutes(
  services: Services,
  actor: Actor,
  projects: { readonly main: string; readonly support: string },
): Promise<readonly DemoRoute[]> {
  const create = async (projectId: string, name: string, plan: RoutePlan): Promise<DemoRoute> => {
    const { id } = await createRoute(services, actor, { projectId, name, plan });
    return { id, projectId, name, version: 1, plan };
  };
  const first = await create(projects.main, 'answers', { strategy: mini });
  await updateRoute(services, actor, { id: first.id, plan: answers, note: 'Cheapest first, Claude behind it' });
  const draft = { projectId: projects.main, name: 'nightly-batch', plan: { strategy: haiku }, draft: true };
  await createRoute(services, actor, draft);
  const triaged = await create(projects.support, 'support-triage', triage);
  await saveRouteDraft(services, actor, { id: triaged.id, plan: { ...triage, contentPolicy: 'next' } });
  return [{ ...first, plan: answers, version: 2 }, await create(projects.main, 'summaries', summaries), triaged];
}
