import { setTimeout as sleep } from 'node:timers/promises';
import { readLedgerHealth } from '@weir/db/sql/ledger-health';
import { type LiveSpoolAnswer, readLiveSpool } from '../gateway/live-spool.ts';
import type { VerbContext } from '../verb.ts';
import type { LedgerHealthView } from './view.ts';

/** A page waits so long for a gateway; then it shows the rest. */
const gatewayMs = 500;

async function liveSpool({ services }: VerbContext): Promise<LiveSpoolAnswer> {
  const late = new AbortController();
  const silent = { kind: 'unknown', reason: 'The gateway did not answer in time.' } as const;
  const timeout = sleep(gatewayMs, silent, { signal: late.signal }).catch(() => silent);
  try {
    return await Promise.race([readLiveSpool(services), timeout]);
  } finally {
    late.abort();
  }
}

/** The state of the ledger of the actor's organization; in part, with the reason, while the gateway is away. */
export async function healthOf(context: VerbContext): Promise<LedgerHealthView> {
  const { services, actor } = context;
  const [ledger, live] = await Promise.all([readLedgerHealth(services.sql, actor.organizationId), liveSpool(context)]);
  if (live.kind === 'unknown') return { ...ledger, served: null, pending: null, reason: live.reason };
  const pending = Math.max(0, live.spool.served - live.spool.recorded);
  return { ...ledger, served: ledger.recorded + pending, pending, reason: null };
}
