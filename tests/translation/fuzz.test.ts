import type { EncodeTarget } from '@weir/protocol/canonical/losses';
import { WeirError } from '@weir/protocol/errors';
import { asObject, type JsonObject } from '@weir/protocol/json-read';
import { type ChatOperation, chatOperations } from '@weir/protocol/operation';
import { parseJson, parseRequest } from '@weir/protocol/parse-request';
import { recordProof } from '@weir/testing/proofs';
import { readTraffic } from '@weir/testing/reference';
import { scaled } from '@weir/testing/scale';
import { testSeed } from '@weir/testing/seed';
import { expect, it } from 'vitest';
import { dialects } from './dialects.ts';
import { mangled, mutated } from './fuzz/mutate.ts';
import { Random } from './fuzz/random.ts';
import { fullRequests } from './fuzz/requests.ts';
import { streamFaults, streamSeeds, wholeFault, wholeSeeds } from './fuzz/streams.ts';
import { languageOf } from './stated/upstream-language.ts';

const requestCount = scaled({ scaled: 1_000, full: 100_000 });
const streamCount = scaled({ scaled: 600, full: 100_000 });
/** Far above what any takes; it tells a hang from a slow machine. */
const eachMsMax = 3_000;
const faultsShown = 20;

/** Errors that are the client's own, and that the gateway answers with 400. */
const told: readonly string[] = ['invalid_json', 'invalid_request', 'duplicate_key', 'unsupported_capability'];

const target: EncodeTarget = { name: 'the target', model: 'some-model', signer: 'anthropic', lacks: new Set() };

function recordedRequests(operation: ChatOperation): JsonObject[] {
  return readTraffic('mutations of recorded requests', (record) => languageOf(record) === operation)
    .map(({ request_body: body }) => asObject(body) ?? {})
    .filter((body) => Object.keys(body).length > 0 && JSON.stringify(body).length < 20_000)
    .slice(0, 60);
}

const path = { model: 'some-model', streaming: true };

function translate(operation: ChatOperation, body: Buffer): void {
  parseRequest(operation, body, operation === 'generate_content' ? path : undefined);
  const request = dialects[operation].parseRequest(asObject(parseJson(body)) ?? {}, path);
  for (const other of chatOperations) {
    try {
      dialects[other].encodeRequest(request, target);
    } catch (error) {
      if (!(error instanceof WeirError) || error.code !== 'unsupported_capability') throw error;
      if (error.field === undefined) throw new Error(`names no field: ${error.message}`);
    }
  }
}

/** Whether a request was refused, and what is wrong with how: nothing where it was translated, or refused as it should be. */
function requestFault(operation: ChatOperation, body: Buffer): { refused: boolean; fault: string | undefined } {
  try {
    translate(operation, body);
    return { refused: false, fault: undefined };
  } catch (error) {
    return { refused: true, fault: refusalFault(error) };
  }
}

function refusalFault(error: unknown): string | undefined {
  if (!(error instanceof WeirError)) return String(error instanceof Error ? error.stack : error).slice(0, 400);
  if (!told.includes(error.code) || error.entry.status !== 400) return `${error.code}: ${error.message}`;
  const isWhole = error.code === 'invalid_json' || error.message.startsWith('The request body');
  return isWhole || error.field !== undefined ? undefined : `names no field: ${error.message}`;
}

it('mutated requests are translated or refused with the field at fault', { timeout: 3_600_000 }, () => {
  const random = new Random(testSeed('mutated requests'));
  const seeds = chatOperations.map((operation) => ({
    operation,
    bodies: [fullRequests[operation], fullRequests[operation], ...recordedRequests(operation)],
  }));
  const outcomes = { translated: 0, refused: 0 };
  const { faults, slowestMs } = repeat(requestCount, () => {
    const { operation, bodies } = random.pick(seeds);
    const seed = random.below(3) === 0 ? fullRequests[operation] : random.pick(bodies);
    const text = JSON.stringify(random.below(4) === 0 ? seed : mutated(seed, random));
    const body = random.below(4) === 0 ? mangled(text, random) : Buffer.from(text);
    const { refused, fault } = requestFault(operation, body);
    outcomes[refused ? 'refused' : 'translated'] += 1;
    return fault === undefined ? undefined : `${operation}: ${fault}\n  ${body.toString().slice(0, 300)}`;
  });
  recordProof('mutated requests', {
    requests: requestCount,
    ...outcomes,
    faults: faults.length,
    'slowest (ms)': Math.ceil(slowestMs),
  });
  expect(faults.slice(0, faultsShown)).toEqual([]);
  expect(slowestMs).toBeLessThan(eachMsMax);
});

/** Runs `attempt` so many times; what went wrong, and the longest that one took. */
function repeat(times: number, attempt: () => string | undefined): { faults: string[]; slowestMs: number } {
  const faults: string[] = [];
  let slowestMs = 0;
  for (let number = 0; number < times; number++) {
    const started = performance.now();
    const fault = attempt();
    slowestMs = Math.max(slowestMs, performance.now() - started);
    if (fault !== undefined) faults.push(fault);
  }
  return { faults, slowestMs };
}

it('mutated streams end, or fail by an error event; nothing unreadable is skipped', { timeout: 3_600_000 }, () => {
  const random = new Random(testSeed('mutated streams'));
  const seeds = streamSeeds();
  const { faults, slowestMs } = repeat(streamCount, () => {
    const seed = random.pick(seeds);
    const fault = streamFaults(seed, random);
    return fault === undefined ? undefined : `${seed.name}: ${fault}`;
  });
  recordProof('mutated streams', {
    streams: streamCount,
    seeds: seeds.length,
    faults: faults.length,
    'slowest (ms)': Math.ceil(slowestMs),
  });
  expect(faults.slice(0, faultsShown)).toEqual([]);
  expect(slowestMs).toBeLessThan(eachMsMax);
});

it('mutated whole answers are read or fail, and are written without a throw', { timeout: 3_600_000 }, () => {
  const random = new Random(testSeed('mutated answers'));
  const seeds = wholeSeeds();
  const { faults, slowestMs } = repeat(streamCount, () => {
    const seed = random.pick(seeds);
    const fault = wholeFault(seed, random);
    return fault === undefined ? undefined : `${seed.name}: ${fault}`;
  });
  recordProof('mutated whole answers', { answers: streamCount, seeds: seeds.length, faults: faults.length });
  expect(faults.slice(0, faultsShown)).toEqual([]);
  expect(slowestMs).toBeLessThan(eachMsMax);
});
