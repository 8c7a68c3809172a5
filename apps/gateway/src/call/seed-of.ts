/** A 32-bit integer that makes what is drawn for a call repeatable. */
export function seedOf(callId: string): number {
  return Number.parseInt(callId.slice(-8), 16);
}
