import type { IncomingMessage } from 'node:http';
import { verifyInternal } from '@weir/access/internal-token';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { createProject } from '../projects/create.ts';
import { newActor, serve, type TestServices, testServices } from '../services.test-support.ts';
import { createRoute } from './create.ts';
import { dryRunRoute } from './dry-run.ts';
import { planOf } from './permissions.test-support.ts';

type Seen = { readonly path: string; readonly token: string; readonly body: unknown };

let services: TestServices;
let actor: Actor;
let projectId: string;
let answer: { status: number; body: unknown };
let seen: Seen[] = [];

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

beforeAll(async () => {
  const { url } = await serve(async (request, response) => {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    seen.push({ path: request.url ?? '', token, body: JSON.parse(await textOf(request)) });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  });
  services = await testServices({ gatewayUrl: url });
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
});

const inputs = {
  snapshotId: 's1',
  seed: 7,
  nowMs: 1,
  facts: { operation: 'chat' },
  live: { a: { breaker: 'closed' } },
};
const considered = [{ provider: 'openai', model: 'gpt-4o', expected: { costUsd: 0.01 } }];
const explanation = { requestedModel: 'chat', resolvedBy: 'route', considered, inputs };
const explained = { outcome: 'plan', steps: [{ kind: 'single', targets: ['openai/gpt-4o@k'] }], explanation };

beforeEach(() => {
  seen = [];
  answer = { status: 200, body: explained };
});

const asked = { operation: 'chat' as const, body: { model: 'chat', messages: [{ role: 'user', content: 'Hi' }] } };

describe('a dry run', () => {
  it('asks the gateway with a token that explains and nothing else, and tells what it says', async () => {
    const plan = planOf('gpt-4o');
    const answered = await dryRunRoute(services, actor, { projectId, ...asked, plan });
    expect(answered).toEqual(explained);
    expect(seen).toMatchObject([{ path: '/internal/explain', body: { ...asked, plan } }]);
    const claims = verifyInternal(services.masterKey, seen[0]?.token ?? '', services.now());
    expect(claims).toMatchObject({ purpose: 'explain', organizationId: actor.organizationId, projectId });
    expect(claims).not.toHaveProperty('memberId');
  });

  it('knows the route that was published a moment ago, and who asks', async () => {
    await createRoute(services, actor, { projectId, name: 'chat', plan: planOf('gpt-4o') });
    const member = { ...actor, kind: 'user', memberId: actor.id } as const;
    await dryRunRoute(services, member, { projectId, ...asked, routeName: 'chat' });
    const claims = verifyInternal(services.masterKey, seen[0]?.token ?? '', services.now());
    expect(claims).toMatchObject({ memberId: actor.id, minConfigVersion: 2 });
  });

  it('tells a refusal of the plan as an answer, and one of the body as a fault of the input', async () => {
    const refusal = { code: 'model_not_found', message: 'None is left.' };
    answer = { status: 200, body: { ...explained, outcome: 'refusal', steps: [], refusal } };
    expect(await dryRunRoute(services, actor, { projectId, ...asked })).toMatchObject({ outcome: 'refusal', refusal });
    answer = { status: 400, body: { error: { code: 'invalid_request', message: 'messages: must be given' } } };
    await expect(dryRunRoute(services, actor, { projectId, ...asked })).rejects.toMatchObject({
      ...{ code: 'invalid', message: 'messages: must be given' },
    });
  });

  it('says so when the gateway does not answer, or in no known form', async () => {
    answer = { status: 503, body: { error: { code: 'overloaded', message: 'Too much.' } } };
    const ask = () => dryRunRoute(services, actor, { projectId, ...asked });
    await expect(ask()).rejects.toMatchObject({ code: 'unavailable', message: 'Too much.' });
    answer = { status: 200, body: { outcome: 'maybe' } };
    await expect(ask()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('takes a plan or a name, and no plan that is not sound', async () => {
    const plan = planOf('gpt-4o');
    const both = dryRunRoute(services, actor, { projectId, ...asked, plan, routeName: 'chat' });
    await expect(both).rejects.toMatchObject({ code: 'invalid', field: 'routeName' });
    const bad = dryRunRoute(services, actor, { projectId, ...asked, plan: planOf('') });
    await expect(bad).rejects.toMatchObject({ code: 'invalid', field: 'plan.strategy.model' });
    expect(seen).toEqual([]);
  });
});
