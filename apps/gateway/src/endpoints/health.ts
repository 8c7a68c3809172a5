import type { Gateway } from '../gateway-deps.ts';

/** Why this process should get no traffic now; empty when it should. */
export function reasonsNotReady({ deps }: Gateway, draining: boolean): string[] {
  const reasons: string[] = [];
  if (draining) reasons.push('draining');
  const { failing } = deps.spool.stats();
  if (failing !== undefined) reasons.push(`the spool cannot be written: ${failing}`);
  if (deps.access.status().configAgeMs === undefined) reasons.push('no configuration was ever loaded');
  return reasons;
}
