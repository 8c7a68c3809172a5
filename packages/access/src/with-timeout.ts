/** `work`, or a rejection after `limitMs`: a connection that hangs must not hold up what can go on without it. */
export async function withTimeout<Value>(work: Promise<Value>, limitMs: number): Promise<Value> {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer from the database within ${limitMs} ms`)), limitMs);
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
}
