import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from './installation.ts';

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? Number.NaN);
}

/** Waits until the gateway knows that all it spooled is in Postgres. Throws when that takes longer. */
export async function untilRecorded({ gatewayUrl, gateway }: Installation, timeoutMs: number): Promise<number> {
  const began = performance.now();
  for (;;) {
    const pending = await metric(gatewayUrl, 'weir_spool_pending_bytes');
    const open = await metric(gatewayUrl, 'weir_spool_open_attempts');
    if (pending === 0 && open === 0) return performance.now() - began;
    if (performance.now() - began > timeoutMs) {
      throw new Error(`${pending} bytes and ${open} attempts still pend:\n${gateway.output().slice(-4_000)}`);
    }
    await sleep(100);
  }
}
