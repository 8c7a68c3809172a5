import { openTestSpool, settled, started } from './spool.test-support.ts';

/** Appends until it is killed, saying after each append what has returned. */
const [directory = ''] = process.argv.slice(2);
const spool = await openTestSpool(directory, { segmentBytesMax: 20_000, fsyncMs: 10, lockWaitMs: 10_000 });
const first = Number(process.argv[3]);
for (let call = first; call < first + 100_000; call += 1) {
  spool.append([started(call)]);
  if (call % 5 !== 0) spool.append([settled(call)]);
  process.stdout.write(`${call}\n`);
  if (call % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
}
