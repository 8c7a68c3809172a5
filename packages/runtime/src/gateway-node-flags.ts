/**
 * Flags of Node that the gateway runs best with: its garbage is young and its cores are for calls, so one thread
 * collects a larger nursery rather than four sharing a small one. V8 takes them at its start alone.
 */
export const gatewayNodeFlags: readonly string[] = ['--single-threaded-gc', '--max-semi-space-size=32'];
