/**
 * Flags of Node that the gateway runs best with: its garbage is young and its cores are for calls, so one thread that
 * collects a larger nursery costs a quarter less than four that share a small one. V8 takes them at its start alone.
 */
export const gatewayNodeFlags: readonly string[] = ['--single-threaded-gc', '--max-semi-space-size=32'];
