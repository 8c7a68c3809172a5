type Identified = { readonly callId: string };

/** Calls that have come and those that were listed, newest first, each once: as it was told last. */
export function mergeCalls<Call extends Identified>(
  arrived: readonly Call[],
  listed: readonly Call[],
): readonly Call[] {
  if (arrived.length === 0) return listed;
  const byId = new Map(listed.map((call) => [call.callId, call]));
  for (const call of arrived) byId.set(call.callId, call);
  // Ids of calls grow with time.
  return [...byId.values()].sort((a, b) => (a.callId < b.callId ? 1 : -1));
}

/** Those of `calls` that are not among `known`, newest first. */
export function unknownCalls<Call extends Identified>(
  calls: readonly Call[],
  known: ReadonlySet<string>,
): readonly Call[] {
  return calls.filter(({ callId }) => !known.has(callId));
}
