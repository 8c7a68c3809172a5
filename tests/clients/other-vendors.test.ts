import { setTimeout as sleep } from 'node:timers/promises';
import { type Simulator, startSimulator } from '@weir/testing/simulator';
import { type Stack, startStack } from '@weir/testing/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptsOf } from './loop-receipts.ts';
import { type VendorSdk, vendorSdks } from './vendor-sdks.ts';

let upstream: Simulator;
let stack: Stack;
let sdks: ReadonlyMap<string, VendorSdk>;

const providers = ['openai', 'anthropic', 'gemini', 'groq'];

beforeAll(async () => {
  upstream = await startSimulator();
  const providerKeys = providers.map((provider) => ({ provider, baseUrl: upstream.url }));
  stack = await startStack({ size: 'embedded', tenant: () => ({ providerKeys }) });
  sdks = new Map(vendorSdks(stack.gateway.url, stack.tenant.gatewayKey).map((sdk) => [sdk.name, sdk]));
});
afterAll(async () => {
  await stack.stop();
  await upstream.close();
});

const models = {
  openai: 'openai/gpt-5-mini',
  anthropic: 'anthropic/claude-sonnet-4-5',
  gemini: 'gemini/gemini-2.5-flash',
  groq: 'groq/openai/gpt-oss-120b',
};

/** Every library on every language that is not its own. */
const pairs = [
  { sdk: 'openai, chat', model: models.anthropic },
  { sdk: 'openai, chat', model: models.gemini },
  { sdk: 'openai, responses', model: models.anthropic },
  { sdk: 'openai, responses', model: models.gemini },
  { sdk: '@anthropic-ai/sdk', model: models.openai },
  { sdk: '@anthropic-ai/sdk', model: models.gemini },
  { sdk: '@anthropic-ai/sdk', model: models.groq },
  { sdk: '@google/genai', model: models.openai },
  { sdk: '@google/genai', model: models.anthropic },
  { sdk: '@google/genai', model: models.groq },
];

const spent = 'input=1000 cached=200 output=50 reasoning=10';
const counted = { prompt: 1200, cached: 200, output: 60 };

function usd(text: string | null | undefined): number {
  return Number(text ?? Number.NaN);
}

/** The one receipt since `sinceMs`: its usage is the upstream's, and its cost is what that comes to at its own prices. */
async function expectReceipt(sinceMs: number, model: string): Promise<void> {
  const [receipt] = await receiptsOf(stack, sinceMs, 1);
  const attempt = receipt?.attempts[0];
  // Anthropic counts thoughts among the output.
  const output = model.startsWith('anthropic') ? { output: 60 } : { output: 50, reasoning: 10 };
  expect(receipt).toMatchObject({ status: 'succeeded', cost: { source: 'computed' } });
  expect(attempt?.usage).toMatchObject({ input: 1000, cacheRead: 200, ...output });
  const lines = attempt?.cost.lines ?? [];
  for (const { bucket, quantity } of lines) expect(quantity).toBe(attempt?.usage[bucket]);
  const sum = lines.reduce((total, line) => total + (line.quantity * usd(line.usdPerMillion)) / 1e6, 0);
  expect(sum).toBeGreaterThan(0);
  expect(usd(receipt?.cost.usd)).toBeCloseTo(sum, 11);
}

describe.each(pairs)('$sdk on $model', ({ sdk: name, model }) => {
  const sdk = (): VendorSdk => {
    const found = sdks.get(name);
    if (found === undefined) throw new Error(`There is no ${name}.`);
    return found;
  };
  const ask = (directives: string) => ({ model, prompt: `Say something. [[sim ${directives}]]` });

  it('answers whole, with usage and cost', async () => {
    const sinceMs = Date.now();
    const answer = await sdk().whole(ask(`chunks=6 ${spent}`));
    expect(answer.text.trim().split(' ')).toHaveLength(6);
    expect(answer).toMatchObject(counted);
    await expectReceipt(sinceMs, model);
  });

  it('streams, with usage and cost', async () => {
    const sinceMs = Date.now();
    let pieces = 0;
    const answer = await sdk().streamed(ask(`chunks=6 delay=1 ${spent}`), () => {
      pieces += 1;
    });
    expect(answer.text.trim().split(' ')).toHaveLength(6);
    expect(answer).toMatchObject(counted);
    expect(pieces).toBeGreaterThanOrEqual(6);
    await expectReceipt(sinceMs, model);
  });

  it('calls a tool, whole and streamed', async () => {
    const call = { name: 'weather', arguments: { place: 'Basel' } };
    expect((await sdk().whole(ask('tool=weather'))).call).toEqual(call);
    expect((await sdk().streamed(ask('tool=weather'))).call).toEqual(call);
  });

  it.each([
    { what: 'a rate limit, with the wait', directives: 'status=429 retryafter=7', status: 429, retryAfter: '7' },
    { what: 'a request that the vendor refuses', directives: 'status=400', status: 400, retryAfter: null },
    // The caller's own key is good: it is not told otherwise.
    { what: 'a provider key that the vendor refuses', directives: 'status=401', status: 502, retryAfter: null },
    { what: 'a failure of the vendor', directives: 'status=500', status: 500, retryAfter: null },
  ])('tells of $what', async ({ directives, status, retryAfter }) => {
    for (const form of ['whole', 'streamed'] as const) {
      const thrown = await sdk()
        [form](ask(directives))
        .then(
          () => undefined,
          (error: unknown) => error,
        );
      expect(sdk().errorOf(thrown)).toEqual({ status, retryAfter });
    }
  });

  it.each(['chunks=6 error=3', 'chunks=6 cut=3', 'chunks=6 cut=3 half=1', 'chunks=6 garbage=3 cut=4'])(
    'throws when a stream does not come to its end: %s',
    async (directives) => {
      await expect(sdk().streamed(ask(`${directives} delay=2`))).rejects.toThrow();
    },
  );

  it('throws when a whole answer is cut', async () => {
    await expect(sdk().whole(ask('cut=100'))).rejects.toThrow();
  });

  it('leaves the upstream within 50 ms when the client leaves', async () => {
    const took: number[] = [];
    // Other work may hold the machine: the quickest of three tells what the gateway itself takes.
    for (const attempt of [1, 2, 3]) {
      const tag = `${name}-${model}-${attempt}`.replaceAll(/[^\w-]/g, '_');
      const abort = new AbortController();
      let leftAt = 0;
      const leave = () => {
        if (leftAt > 0) return;
        leftAt = performance.now();
        abort.abort();
      };
      const asked = { ...ask(`chunks=300 delay=20 tag=${tag}`), signal: abort.signal };
      await expect(sdk().streamed(asked, leave)).rejects.toThrow();
      const entry = () => upstream.ledger().find((one) => one.tag === tag);
      while (entry()?.ended === undefined) await sleep(1);
      took.push(performance.now() - leftAt);
      expect(entry()?.ended).toBe('client left');
    }
    expect(Math.min(...took)).toBeLessThan(50);
  });
});
