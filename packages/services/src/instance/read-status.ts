import { instance } from '@weir/db/prisma/instance';
import { lastRecordedAt } from '@weir/db/sql/watermarks';
import { EgressFailure } from '@weir/egress/egress-failure';
import { type LiveSpoolAnswer, readLiveSpool } from '../gateway/live-spool.ts';
import type { Services } from '../services.ts';

/** A part of the instance: `warn` works and needs a look, `bad` does not work. */
export type PartStatus = {
  readonly name: string;
  readonly state: 'good' | 'warn' | 'bad';
  /** In words, for anybody: names no tenant. */
  readonly detail: string;
};

const answerMs = 3_000;
const quietMs = 15_000;

async function within<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer in time')), answerMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function databaseStatus({ database, now, log }: Services): Promise<PartStatus> {
  const startedMs = now();
  try {
    await within(instance(database).organizations());
    return { name: 'Database', state: 'good', detail: `Answers in ${now() - startedMs} ms.` };
  } catch (error) {
    log.warn({ err: error }, 'the database does not answer');
    const detail = 'Does not answer. The gateway serves known keys meanwhile and keeps the usage on its disk.';
    return { name: 'Database', state: 'bad', detail };
  }
}

async function gatewayStatus(services: Services): Promise<PartStatus> {
  const name = 'Gateway';
  try {
    const { status } = await services.gateway.request({ path: '/readyz', totalMs: answerMs });
    if (status === 200) return { name, state: 'good', detail: 'Takes calls.' };
    return { name, state: 'warn', detail: 'Answers, but is not ready for calls; see its /readyz.' };
  } catch (error) {
    if (!(error instanceof EgressFailure)) throw error;
    return { name, state: 'bad', detail: 'Does not answer.' };
  }
}

async function workerStatus(services: Services, live: LiveSpoolAnswer): Promise<PartStatus> {
  const name = 'Worker';
  if (live.kind === 'unknown') return { name, state: 'warn', detail: 'Not known while the gateway does not answer.' };
  const pending = Math.max(0, live.spool.served - live.spool.recorded);
  if (pending === 0) return { name, state: 'good', detail: 'Everything served is recorded.' };
  const last = await within(lastRecordedAt(services.sql)).catch(() => undefined);
  const waiting = `${pending} served ${pending === 1 ? 'attempt waits' : 'attempts wait'} to be recorded`;
  if (last !== undefined && services.now() - last.getTime() < quietMs) {
    return { name, state: 'good', detail: `${waiting}; recording is under way.` };
  }
  const since = last === undefined ? 'nothing was recorded yet' : `nothing was recorded since ${last.toISOString()}`;
  return { name, state: 'warn', detail: `${waiting}, and ${since}. Nothing is lost.` };
}

/** The health of database, gateway and worker, for the status page. Never throws for a part that is away. */
export async function readInstanceStatus(services: Services): Promise<readonly PartStatus[]> {
  const [database, gateway, live] = await Promise.all([
    databaseStatus(services),
    gatewayStatus(services),
    readLiveSpool(services),
  ]);
  return [database, gateway, await workerStatus(services, live)];
}
