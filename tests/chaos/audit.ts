import { ledgerEntry } from '@weir/testing/simulator/ledger';
import { z } from 'zod';
import { type Installation, modelOf, pricesOf, slots } from './installation.ts';

/** One request as the upstream's own book has it. */
export type Served = z.infer<typeof ledgerEntry>;

/** One line of the ledger. */
export type Line = {
  readonly callId: string;
  readonly model: string;
  readonly status: string;
  readonly requestId: string | null;
  readonly startedAtMs: number;
  readonly costSource: string;
  readonly picoUsd: bigint | null;
};

export async function readServed({ simulatorUrl }: Installation): Promise<Served[]> {
  const response = await fetch(`${simulatorUrl}/__ledger`);
  return z.object({ data: z.array(ledgerEntry) }).parse(await response.json()).data;
}

export async function readLines({ sql, tenant }: Installation): Promise<Line[]> {
  return sql<Line[]>`
    select call_id as "callId", model, status, provider_request_id as "requestId", cost_source as "costSource",
      (extract(epoch from started_at) * 1000)::float8 as "startedAtMs", cost_pico_usd as "picoUsd"
    from usage.attempts where organization_id = ${tenant.organizationId} order by started_at`;
}

/** What the upstream says that a request cost, at the price of its slot. */
export function costOf(served: Served): bigint {
  const slot = Number(served.model.split('-')[1]);
  const { input, output } = pricesOf(slot);
  const usage = served.usage ?? { input: 0, output: 0 };
  return BigInt(usage.input) * input + BigInt(usage.output) * output;
}

/** Requests and interrupted lines of one slot belong together in the order of time: a slot has one call open at most. */
function matchSlot(served: readonly Served[], interrupted: readonly Line[]): { unsent: Line[]; unrecorded: Served[] } {
  const free = [...interrupted].sort((a, b) => a.startedAtMs - b.startedAtMs);
  const unrecorded: Served[] = [];
  for (const request of [...served].sort((a, b) => b.receivedAtMs - a.receivedAtMs)) {
    const index = free.findLastIndex(({ startedAtMs }) => startedAtMs <= request.receivedAtMs);
    if (index === -1) unrecorded.push(request);
    else free.splice(index, 1);
  }
  return { unsent: free, unrecorded };
}

export type Audit = {
  readonly served: number;
  readonly settled: number;
  readonly interrupted: number;
  /** Interrupted lines that the upstream never heard of: written down, and killed before the request went out. */
  readonly unsent: readonly Line[];
  /** Requests of the upstream that no line accounts for. */
  readonly unrecorded: readonly Served[];
  /** Requests that more than one line claims. */
  readonly doubled: readonly string[];
  /** Settled lines that no request stands behind, or whose cost is not the upstream's. */
  readonly wrong: readonly Line[];
  readonly settledPicoUsd: bigint;
  readonly upstreamPicoUsd: bigint;
};

/** Compares the ledger with the upstream's own book, request by request. */
export function audit(served: readonly Served[], lines: readonly Line[]): Audit {
  const byId = new Map(served.map((request) => [`req_${request.id}`, request]));
  const settled = lines.filter(({ status }) => status !== 'interrupted');
  const interrupted = lines.filter(({ status }) => status === 'interrupted');
  const claimed = new Map<string, number>();
  for (const { requestId } of settled) claimed.set(requestId ?? '', (claimed.get(requestId ?? '') ?? 0) + 1);
  const open = served.filter(({ id }) => !claimed.has(`req_${id}`));
  const matches = Array.from({ length: slots }, (_, slot) => {
    const own = ({ model }: { model: string }) => model === modelOf(slot);
    return matchSlot(open.filter(own), interrupted.filter(own));
  });
  const requestOf = (line: Line) => byId.get(line.requestId ?? '');
  const upstreamOf = (line: Line) => {
    const request = requestOf(line);
    return request === undefined ? undefined : costOf(request);
  };
  const sum = (amounts: readonly (bigint | null | undefined)[]) =>
    amounts.reduce<bigint>((all, one) => all + (one ?? 0n), 0n);
  return {
    served: served.length,
    settled: settled.length,
    interrupted: interrupted.length,
    unsent: matches.flatMap(({ unsent }) => unsent),
    unrecorded: matches.flatMap(({ unrecorded }) => unrecorded),
    doubled: [...claimed].flatMap(([id, count]) => (count > 1 ? [id] : [])),
    wrong: settled.filter((line) => upstreamOf(line) === undefined || upstreamOf(line) !== line.picoUsd),
    settledPicoUsd: sum(settled.map(({ picoUsd }) => picoUsd)),
    upstreamPicoUsd: sum(settled.map(upstreamOf)),
  };
}
