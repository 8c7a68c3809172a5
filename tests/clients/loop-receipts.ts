import { asObject, listAt, objectAt } from '@weir/protocol/json-read';
import type { Usage } from '@weir/protocol/usage';
import { listCalls } from '@weir/services/calls/list';
import { readCallReceipt } from '@weir/services/calls/read-receipt';
import type { Received } from '@weir/testing/simulator/loop/upstream';
import type { Stack } from '@weir/testing/stack';
import { expect } from 'vitest';

/** The receipts of the project's calls since `sinceMs`, oldest first, once there are `count` of them. */
export async function receiptsOf({ services, tenant }: Stack, sinceMs: number, count: number) {
  const { actor, projectId } = tenant;
  const from = new Date(sinceMs).toISOString();
  const calls = async () => (await listCalls(services, actor, { projectId, from })).data;
  await expect.poll(async () => (await calls()).length, { timeout: 20_000 }).toBe(count);
  const receipts = (await calls()).map(({ callId }) => readCallReceipt(services, actor, { callId }));
  return (await Promise.all(receipts)).toSorted((one, other) => (one.callId < other.callId ? -1 : 1));
}

/** What a receipt says could not travel; undefined where nothing was translated. */
export function droppedOf({ decision }: { readonly decision?: unknown }): readonly unknown[] | undefined {
  const translation = objectAt(asObject(decision), 'translation');
  return translation && listAt(translation, 'dropped');
}

/** The buckets that a language reports: Anthropic counts thoughts among the output. */
function reportedUsage({ operation, usage }: Received): Usage {
  const { input = 0, cacheRead = 0, output = 0, reasoning = 0 } = usage ?? {};
  if (operation === 'messages') return { input, cacheRead, output: output + reasoning };
  return { input, cacheRead, output, ...(reasoning > 0 ? { reasoning } : {}) };
}

function byInput(one: Usage, other: Usage): number {
  return (one.input ?? 0) - (other.input ?? 0);
}

/** Each call is in the ledger as succeeded, with the usage that the upstream reported and a cost. */
export async function expectReceipts(stack: Stack, sinceMs: number, received: readonly Received[]) {
  const receipts = await receiptsOf(stack, sinceMs, received.length);
  const spent = receipts.map(({ attempts: [attempt] }) => attempt?.usage);
  const reported = received.map(reportedUsage);
  for (const receipt of receipts) {
    expect(receipt).toMatchObject({ status: 'succeeded', cost: { source: 'computed' } });
  }
  const seen = spent.map((usage) => usage ?? {}).toSorted(byInput);
  expect(seen).toMatchObject(reported.toSorted(byInput));
  return receipts;
}
