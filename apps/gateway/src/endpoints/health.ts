import type { Gateway } from '../gateway-deps.ts';

/** Why this process should get no traffic now; empty when it should. */
export function reasonsNotReady({ deps }: Gateway, draining: boolean): string[] {
  const reasons: string[] = [];
  if (draining) reasons.push('draining');
  const { failing } = deps.spool.stats();
  if (failing !== undefined) reasons.push(`the spool cannot be written: ${failing}`);
  const { databaseReachable, projects } = deps.access.status();
  if (!databaseReachable && projects === 0) reasons.push('no configuration was ever loaded');
  return reasons;
}
