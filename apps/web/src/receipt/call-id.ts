const uuid7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** A call goes on for an hour at most, and is recorded within seconds of its end. */
const openMsMax = 65 * 60_000;
/** So far the clocks of a gateway and a browser may lie apart. */
const skewMs = 5 * 60_000;

/** When the call `callId` began, in milliseconds: ids carry it. Undefined for what is no id of a call. */
export function timeOfCallId(callId: string): number | undefined {
  const [, high, low] = uuid7.exec(callId) ?? [];
  return high === undefined || low === undefined ? undefined : Number.parseInt(high + low, 16);
}

/** True for a call so new that it may still be recorded. */
export function mayStillCome(callId: string, nowMs: number): boolean {
  const startedAtMs = timeOfCallId(callId);
  return startedAtMs !== undefined && startedAtMs > nowMs - openMsMax && startedAtMs < nowMs + skewMs;
}
