import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway, type TestGatewayOptions } from './gateway.test-support.ts';
import { startUpstream, type TestUpstream } from './upstream.test-support.ts';

let upstream: TestUpstream;
const gateways: TestGateway[] = [];

beforeAll(async () => {
  upstream = await startUpstream((response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude-sonnet-4-5',
        content: [{ type: 'text', text: 'A low dam.' }],
        stop_reason: 'end_turn',
        stop_sequence: null,
        usage: { input_tokens: 3, output_tokens: 4 },
      }),
    );
  });
});
afterAll(async () => {
  for (const gateway of gateways) await gateway.close();
  await upstream.close();
});

async function start(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const gateway = await startGateway({ providerKeys: [{ provider: 'anthropic', baseUrl: upstream.url }], ...options });
  gateways.push(gateway);
  return gateway;
}

const model = 'anthropic/claude-sonnet-4-5';

function ask(gateway: TestGateway, body: object): Promise<Response> {
  return gateway.post('/v1/responses', { model, ...body });
}

async function idOf(response: Response): Promise<string> {
  const body: unknown = await response.json();
  const id: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'id') : undefined;
  if (typeof id !== 'string') throw new Error(`no id in ${JSON.stringify(body)}`);
  return id;
}

async function errorOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json();
  return {
    status: response.status,
    error: typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : body,
  };
}

const sent = (): unknown => JSON.parse(upstream.seen.at(-1)?.body ?? '');

describe('an answer of a target without a store of its own', () => {
  it('is continued, with the instructions of the new request alone', async () => {
    const gateway = await start();
    const first = await idOf(await ask(gateway, { instructions: 'Be brief.', input: 'What is a weir?' }));
    const second = await idOf(await ask(gateway, { previous_response_id: first, input: 'And a sluice?' }));
    expect(sent()).toMatchObject({
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'What is a weir?' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'A low dam.' }] },
        { role: 'user', content: [{ type: 'text', text: 'And a sluice?' }] },
      ],
    });
    expect(JSON.stringify(sent())).not.toContain('Be brief.');
    await ask(gateway, { previous_response_id: second, input: 'And a lock?' });
    expect(sent()).toMatchObject({ messages: { length: 5 } });
  });

  it('is not kept where the client says so', async () => {
    const gateway = await start();
    const first = await idOf(await ask(gateway, { input: 'What is a weir?', store: false }));
    const refused = await errorOf(await ask(gateway, { previous_response_id: first, input: 'And then?' }));
    expect(refused).toMatchObject({ status: 400, error: { param: 'previous_response_id' } });
    expect(gateway.calls().at(-1)).toMatchObject({ status: 'refused', attempts: 0 });
  });

  it('cannot be continued where the project keeps none, and says so', async () => {
    const gateway = await start({ responseRetentionDays: 0 });
    const first = await idOf(await ask(gateway, { input: 'What is a weir?' }));
    expect(await errorOf(await ask(gateway, { previous_response_id: first, input: 'And then?' }))).toMatchObject({
      status: 400,
      error: { param: 'previous_response_id', message: expect.stringContaining('keeps no answers') },
    });
  });

  it('cannot be continued by another project', async () => {
    const [one, other] = [await start(), await start()];
    const first = await idOf(await ask(one, { input: 'What is a weir?' }));
    const stolen = await errorOf(await ask(other, { previous_response_id: first, input: 'And then?' }));
    expect(stolen).toMatchObject({ status: 400, error: { param: 'previous_response_id' } });
  });

  it('reaches its client also when it cannot be kept; continuing says that the store is away', async () => {
    let isAway = false;
    const gateway = await start({ answersAway: () => isAway });
    const first = await idOf(await ask(gateway, { input: 'What is a weir?' }));
    isAway = true;
    expect((await ask(gateway, { input: 'What is a weir?' })).status).toBe(200);
    const refused = await errorOf(await ask(gateway, { previous_response_id: first, input: 'And then?' }));
    expect(refused).toMatchObject({ status: 503, error: { code: 'config_unavailable' } });
    expect(gateway.logged()).toContain('could not be kept');
    expect(gateway.logged()).not.toContain('low dam');
  });
});
