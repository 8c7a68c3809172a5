import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEgress } from '@weir/egress/create-egress';
import { WeirError } from '@weir/protocol/errors';
import { createLogger } from '@weir/runtime/logger';
import type { ConfigStore } from './config-store.ts';
import { type Access, startAccess } from './create-access.ts';
import type { Grant } from './grant.ts';
import { parseMasterKey } from './master-key.ts';

export const masterKey = parseMasterKey(randomBytes(32).toString('base64'), 'test');
/** The way out that tests have: this machine. */
export const wayOut = { egress: createEgress({ privateUpstreams: ['127.0.0.1'] }), privateUpstreams: ['127.0.0.1'] };
const opened: Access[] = [];

/** Closes what `start` opened. */
export async function closeAll(): Promise<void> {
  await Promise.all(opened.splice(0).map((access) => access.close()));
}

/** Access over a store, with its log in `lines`. */
export async function start(
  store: ConfigStore,
  options: { now?: () => number; projectsMax?: number; qualityRefreshMs?: number; lines?: string[] } = {},
): Promise<Access> {
  const { lines, ...rest } = options;
  const log = createLogger({ name: 'test', destination: { write: (line) => void lines?.push(line) } });
  const access = await startAccess({ ...wayOut, store, masterKey, log, now: Date.now, ...rest });
  opened.push(access);
  return access;
}

/** What `authenticate` came to: the Grant or the error's code. */
export async function outcome(access: Access, secret: string): Promise<Grant | string> {
  try {
    return await access.authenticate(secret);
  } catch (error) {
    if (error instanceof WeirError) return error.code;
    throw error;
  }
}

/** Milliseconds until it was true; throws after `limitMs`. */
export async function waitFor(isTrue: () => boolean | Promise<boolean>, limitMs = 5_000): Promise<number> {
  const startedAtMs = performance.now();
  while (!(await isTrue())) {
    if (performance.now() - startedAtMs > limitMs) throw new Error('waited in vain');
    await sleep(10);
  }
  return performance.now() - startedAtMs;
}

/** For `waitFor`: true once `key` is refused as unknown. */
export const isRefused = (access: Access, key: string) => async () => (await outcome(access, key)) === 'invalid_key';
