import { calcPrice, extractUsage, findProvider } from '@pydantic/genai-prices';
import { costOf } from '@weir/catalog/cost';
import { priceAt } from '@weir/catalog/price-book';
import type { Cost } from '@weir/protocol/cost';
import { provider } from '@weir/providers/registry';
import { readTraffic } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import { decode } from './decode.ts';
import { exclusionOf, isNative, type ReplayCase, replayCase } from './replay-case.ts';
import { statedUsage } from './stated.ts';

const atMs = Date.UTC(2026, 10, 1);
const proves = 'that the cost of recorded answers agrees with an independent computation and with what vendors report';
const cases = readTraffic(proves, (record) => isNative(record) && record.response_status === 200)
  .filter((record) => exclusionOf(record) === undefined)
  .map(replayCase)
  .filter(({ operation }) => operation !== 'count_tokens');

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function costOfCase({ provider: id, operation, record, upstreamModel }: ReplayCase): Cost {
  const speaks = provider(id);
  if (speaks === undefined) throw new Error(`no provider ${id}`);
  const { usage, serviceTier, servedModel } = decode(speaks, operation, record);
  return costOf({ usage, serviceTier, price: priceAt({ provider: id, model: upstreamModel, servedModel, atMs }) });
}

const flavours: Readonly<Record<string, string>> = {
  'openai chat': 'chat',
  'openai responses': 'responses',
  'openai embeddings': 'embeddings',
  'cerebras chat': 'chat',
  'xai chat': 'chat',
};

const servedModel = /"model": ?"([^"]+)"/;

/** The cost as genai-prices has it, from its own reading of the usage; undefined where it cannot say. */
function independentUsd(
  { provider: id, operation, record, upstreamModel }: ReplayCase,
  cost: Cost,
): number | undefined {
  const bookId = id === 'xai' ? 'x-ai' : id;
  const found = findProvider({ providerId: bookId });
  const usage = statedUsage(record);
  if (found === undefined || usage === undefined) return undefined;
  const flavour = flavours[`${id} ${operation}`] ?? 'default';
  const read = readBy(() => extractUsage(found, { model: upstreamModel, usage }, flavour).usage);
  const blind = read !== undefined && read['cache_read_tokens'] === undefined;
  // Its reading of Mistral leaves cached tokens out.
  if (read === undefined || (blind && cost.lines.some(({ bucket }) => bucket === 'cacheRead'))) return undefined;
  const served = servedModel.exec(record.response_body)?.[1] ?? upstreamModel;
  const options = { providerId: bookId, timestamp: new Date(atMs) };
  return (calcPrice(read, served, options) ?? calcPrice(read, upstreamModel, options))?.total_price;
}

/** It throws on shapes that it does not know. */
function readBy<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Where we know more than the independent computation. */
function knowsMore({ record }: ReplayCase, cost: Cost): string | undefined {
  if (cost.priceId?.endsWith('#weir') === true) return 'a price line of our own';
  if (/"service_tier": ?"(priority|flex)"/.test(record.response_body)) return 'a service tier';
  if (cost.lines.some(({ bucket }) => bucket === 'searches')) return 'searches';
  return undefined;
}

describe('the cost of recorded answers', () => {
  it('agrees with genai-prices within float error', () => {
    const wrong: string[] = [];
    const counts = { equal: 0, unknown: 0, more: 0, silent: 0 };
    for (const replayed of cases) {
      const cost = costOfCase(replayed);
      const independent = independentUsd(replayed, cost);
      const { record, upstreamModel } = replayed;
      if (cost.totalPicoUsd === undefined) {
        counts.unknown += 1;
        say(`unknown cost: ${record.id} ${replayed.provider} ${upstreamModel}: ${cost.reason}`);
      } else if (knowsMore(replayed, cost) !== undefined) counts.more += 1;
      else if (independent === undefined) counts.silent += 1;
      else if (Math.abs(Number(cost.totalPicoUsd) / 1e12 - independent) > 1e-12 + independent * 1e-9) {
        wrong.push(`${record.id} ${replayed.provider} ${upstreamModel}: ${cost.totalPicoUsd} for ${independent}`);
      } else counts.equal += 1;
    }
    say(`costs compared: ${JSON.stringify(counts)} of ${cases.length}`);
    expect(wrong).toEqual([]);
    expect(counts.equal).toBeGreaterThanOrEqual(cases.length * 0.8);
  });

  it('is what xAI and DeepInfra report themselves, to the digit', () => {
    const reported = cases.flatMap((replayed) => {
      const ticks = [...replayed.record.response_body.matchAll(/"cost_in_usd_ticks": ?(\d+)/g)].at(-1)?.[1];
      const usd = [...replayed.record.response_body.matchAll(/"estimated_cost": ?([\d.e-]+)/g)].at(-1)?.[1];
      // A tick is 1e-10 USD.
      if (ticks !== undefined) return [{ replayed, pico: BigInt(ticks) * 100n }];
      return usd === undefined ? [] : [{ replayed, pico: BigInt(Math.round(Number(usd) * 1e12)) }];
    });
    const ours = reported.map(({ replayed }) => `${replayed.record.id} ${costOfCase(replayed).totalPicoUsd}`);
    say(`costs that vendors report: ${reported.length}`);
    expect(ours).toEqual(reported.map(({ replayed, pico }) => `${replayed.record.id} ${pico}`));
  });
});
