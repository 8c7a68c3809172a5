import type { ProjectConfig } from '@weir/access/project-config';
import { provider } from '@weir/providers/registry';
import { describe, expect, it } from 'vitest';
import { Meter } from './meter.ts';
import type { Outcome } from './outcome.ts';
import { priceCall } from './price-call.ts';

const openai = provider('openai');
if (openai === undefined) throw new Error('the registry has no openai');
const target = { provider: openai, model: 'tuned', baseUrl: '' };
const at = Date.parse('2026-03-01T12:00:30.500Z');

function configWith(...prices: [effectiveFrom: string, input: string][]): ProjectConfig {
  const id = '0198a000-0000-7000-8000-000000000000';
  const customPrices = prices.map(([effectiveFrom, input]) => ({
    ...{ id, provider: 'openai', model: 'tuned', effectiveFrom },
    usdPerMillion: { input },
  }));
  const base = { format: 1, version: 1, organizationId: id, projectId: id, sealedDataKey: '' } as const;
  return { ...base, gatewayKeys: [], providerKeys: [], customPrices };
}

function outcome(over: Partial<Outcome> = {}, usage = { input: 1_000_000 }): Outcome {
  const meter = new Meter();
  if (over.httpStatus === undefined) meter.take([{ type: 'usage', usage }], undefined);
  return { status: 'succeeded', meter, durationMs: 1, answer: { kind: 'gone' }, ...over };
}

const usd = (config: ProjectConfig, startedAtMs: number) =>
  priceCall({ config, operation: 'chat', target, startedAtMs }, outcome()).totalPicoUsd;

describe('priceCall', () => {
  it('takes the price of the instant, also within a minute that was asked for before', () => {
    const config = configWith(['2026-01-01T00:00:00Z', '1'], ['2026-03-01T12:00:30.501Z', '2']);
    expect(usd(config, at)).toBe(1_000_000_000_000n);
    expect(usd(config, at + 1)).toBe(2_000_000_000_000n);
    expect(usd(config, at)).toBe(1_000_000_000_000n);
  });

  it('takes the price of the tier that was served', () => {
    const tier = (serviceTier: string) => {
      const meter = new Meter();
      meter.take([{ type: 'usage', usage: { input: 1_000_000 }, serviceTier }], undefined);
      const asked = { config: configWith(), operation: 'chat', target: { ...target, model: 'gpt-5' } } as const;
      return priceCall({ ...asked, startedAtMs: at }, outcome({ meter })).totalPicoUsd ?? 0n;
    };
    expect(tier('flex')).toBe(tier('default') / 2n);
    expect(tier('default')).toBeGreaterThan(0n);
  });

  it('takes the price of the model that was served in place of the one asked for', () => {
    const served = (model: string) => {
      const meter = new Meter();
      const usage = { input: 1_000_000 };
      meter.take(
        [
          { type: 'start', model },
          { type: 'usage', usage },
        ],
        undefined,
      );
      const asked = { config: configWith(), operation: 'chat', target: { ...target, model: 'gpt-4o' } } as const;
      return priceCall({ ...asked, startedAtMs: at }, outcome({ meter })).totalPicoUsd;
    };
    expect(served('gpt-4o-2024-08-06')).toBe(2_500_000_000_000n);
    expect(served('gpt-4o-mini-2024-07-18')).toBe(150_000_000_000n);
    expect(served('no-name-of-any-model')).toBe(2_500_000_000_000n);
  });

  it('never shows an unknown cost as none', () => {
    const config = configWith();
    const cost = priceCall({ config, operation: 'chat', target, startedAtMs: at }, outcome());
    expect(cost).toMatchObject({ source: 'unknown', totalPicoUsd: undefined });
  });

  it('estimates what a cut answer had reported', () => {
    const config = configWith(['2026-01-01T00:00:00Z', '1']);
    const cost = priceCall({ config, operation: 'chat', target, startedAtMs: at }, outcome({ status: 'canceled' }));
    expect(cost).toMatchObject({ source: 'estimated', totalPicoUsd: 1_000_000_000_000n });
  });

  it.each([
    ['chat', { status: 'failed', httpStatus: 429 }, 'computed'],
    ['count_tokens', { status: 'succeeded', httpStatus: 200 }, 'computed'],
    ['chat', { status: 'succeeded', httpStatus: 200 }, 'unknown'],
    ['chat', { status: 'truncated', httpStatus: 200 }, 'unknown'],
  ] as const)('%s without usage, %j: %s', (operation, over, source) => {
    const cost = priceCall({ config: configWith(), operation, target, startedAtMs: at }, outcome(over));
    expect(cost.source).toBe(source);
  });
});
