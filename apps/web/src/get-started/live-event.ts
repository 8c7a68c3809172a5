/** The id of the call that an event of the live stream tells of; undefined for anything else. */
export function callIdOf(data: unknown): string | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const call: unknown = JSON.parse(data);
    if (typeof call !== 'object' || call === null) return undefined;
    const callId: unknown = Reflect.get(call, 'callId');
    return typeof callId === 'string' ? callId : undefined;
  } catch {
    return undefined;
  }
}
