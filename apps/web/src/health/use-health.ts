'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { useMay } from '../shell/viewer.tsx';
import type { Health, HealthAnswer } from './health-data.ts';

const everyMs = 2_000;
const none: Readonly<Record<string, string>> = {};

/** What was last known, and when this browser read it. */
type Known = { readonly health: Health; readonly keyNames: HealthAnswer['keyNames']; readonly readAtMs: number };

export type LiveHealth = {
  /** The last that the gateway said; undefined before it has said anything. */
  readonly health: Health | undefined;
  readonly keyNames: Readonly<Record<string, string>>;
  readonly readAtMs: number | undefined;
  /** Why it cannot be read now; what is shown is old then. */
  readonly away: string | undefined;
};

function awayOf(answer: HealthAnswer | undefined, error: unknown): string | undefined {
  if (error !== null) return refusalOf(error).message;
  return answer?.report === null ? (answer.reason ?? 'The gateway does not say why.') : undefined;
}

/**
 * Live health, read every two seconds while the page is in sight and `isPaused` is not. What was known stays when the
 * gateway is away.
 */
export function useHealth(isPaused = false): LiveHealth {
  const enabled = useMay('provider_key.read');
  const { data, error, dataUpdatedAt } = useQuery({
    ...useTRPC().routes.health.queryOptions({}, { enabled }),
    refetchInterval: isPaused ? false : everyMs,
    staleTime: everyMs / 2,
    retry: false,
  });
  const [known, setKnown] = useState<Known>();
  const report = data?.report ?? undefined;
  if (data !== undefined && report !== undefined && dataUpdatedAt !== known?.readAtMs)
    setKnown({ health: report, keyNames: data.keyNames, readAtMs: dataUpdatedAt });
  return {
    health: known?.health,
    keyNames: known?.keyNames ?? none,
    readAtMs: known?.readAtMs,
    away: awayOf(data, error),
  };
}

/** The gateway's clock at `nowMs` of this browser's, or when it was read. */
export function gatewayNow({ health, readAtMs }: LiveHealth, nowMs: number | undefined): number {
  if (health === undefined || readAtMs === undefined) return nowMs ?? 0;
  return health.atMs + Math.max(0, (nowMs ?? readAtMs) - readAtMs);
}
