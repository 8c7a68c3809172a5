import { createHash } from 'node:crypto';
import { env } from './env.ts';

/**
 * The seed of the test called `name`: fixed by the name, or WEIR_TEST_SEED for all. It is printed, so that a failure
 * can be repeated.
 */
export function testSeed(name: string): number {
  const seed = env.WEIR_TEST_SEED ?? createHash('sha256').update(name).digest().readUInt32BE(0) % 2 ** 31;
  process.stdout.write(`seed of ${name}: ${seed} (repeat with WEIR_TEST_SEED=${seed})\n`);
  return seed;
}
