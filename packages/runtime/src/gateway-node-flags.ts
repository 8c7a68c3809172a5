/**
 * Flags of Node that the gateway runs best with: its garbage is young and its cores are for calls, so one thread
 * collects a larger nursery rather than four sharing a small one. Old garbage may grow to twice what is in use before it
 * is collected: under load V8 would otherwise do so each second, at 8% of a core and with pauses of 40 ms. V8 takes them
 * at its start alone.
 */
export const gatewayNodeFlags: readonly string[] = [
  '--single-threaded-gc',
  '--max-semi-space-size=32',
  '--heap-growing-percent=200',
];
