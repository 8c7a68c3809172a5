import { startSimulator } from '@weir/testing/simulator';
import { describe, expect, it } from 'vitest';
import { startGateway } from '../gateway.test-support.ts';

describe('/internal/health', () => {
  it("tells an organization's own live state to those who may read it", async () => {
    const simulator = await startSimulator();
    const gateway = await startGateway({
      providerKeys: [{ provider: 'openai', baseUrl: `${simulator.url}/v1`, secret: 'sk-one' }],
    });
    const call = { model: 'openai/sim-chat', stream: true, messages: [{ role: 'user', content: 'hi' }] };
    expect((await (await gateway.post('/v1/chat/completions', call)).text()).endsWith('[DONE]\n\n')).toBe(true);

    const authorization = `Bearer ${gateway.internalToken({ purpose: 'admin' })}`;
    const report = await (await gateway.get('/internal/health', { authorization })).json();
    const providerKeyId = gateway.config.providerKeys[0]?.id;
    expect(report).toMatchObject({
      snapshotId: expect.any(String),
      targets: [
        {
          candidateId: `openai/sim-chat@${providerKeyId}`,
          provider: 'openai',
          model: 'sim-chat',
          providerKeyId,
          breaker: 'closed',
          inFlight: 0,
          attemptsPerMinute: 1,
          latency: { small: { firstTokenP50Ms: expect.any(Number) } },
        },
      ],
      refusedKeys: [],
    });
    expect((await gateway.get('/internal/health')).status).toBe(401);
    await gateway.close();
    await simulator.close();
  });
});
