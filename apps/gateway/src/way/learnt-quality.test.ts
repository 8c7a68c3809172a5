import type { ExplainAnswer } from '@weir/routing/explain-answer';
import type { RoutePlan, Strategy } from '@weir/routing/route-plan';
import { encodeQualityModel } from '@weir/routing/smart/encode-quality-model';
import { learn } from '@weir/routing/smart/learn';
import { emptyQualityModel } from '@weir/routing/smart/quality-model';
import { afterEach, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../gateway.test-support.ts';

const models = ['gpt-4o', 'gpt-4o-mini'];
const children: Strategy[] = models.map((model) => ({ kind: 'target', provider: 'openai', model }));
const routes: Record<string, RoutePlan> = {
  clever: { strategy: { kind: 'smart', quality: 'high', explore: 0, children } },
  thrifty: { strategy: { kind: 'cheapest', quality: 'high', children } },
};
let gateway: TestGateway;
afterEach(() => gateway.close());

/** What ratings teach that liked this model alone. */
function liking(liked: string): Uint8Array {
  const state = emptyQualityModel();
  for (let n = 0; n < 60; n += 1) {
    for (const model of models) {
      const score = model === liked ? 1 : 0;
      const rated = { kind: 'score', model: `openai/${model}`, score, weight: 1 } as const;
      learn(state, { ...rated, task: 'chat', features: new Uint16Array() });
    }
  }
  return encodeQualityModel(state);
}

async function explained(model: string): Promise<ExplainAnswer> {
  const messages = [{ role: 'user', content: 'Hello, how are you?' }];
  const response = await gateway.post('/v1/explain', { model, messages });
  return JSON.parse(await response.text());
}

const start = (learnt?: Uint8Array) =>
  startGateway({
    routes,
    providerKeys: [{ provider: 'openai', baseUrl: 'http://127.0.0.1:9/v1', secret: 's' }],
    ...(learnt === undefined ? {} : { learnt }),
  });

it.each(models)('the choice goes by what the project has learnt, from its first call on (%s)', async (liked) => {
  gateway = await start(liking(liked));
  for (const route of ['clever', 'thrifty']) {
    const [first] = (await explained(route)).explanation.considered;
    expect(first).toMatchObject({ model: liked, expected: { qualitySource: 'learnt' } });
    expect(first?.expected?.quality).toBeGreaterThan(0.8);
  }
});

it('goes by public results where nothing is learnt, and says so', async () => {
  gateway = await start();
  const { considered } = (await explained('clever')).explanation;
  expect(considered.map(({ expected }) => expected?.qualitySource)).toEqual(['prior', 'prior']);
});
