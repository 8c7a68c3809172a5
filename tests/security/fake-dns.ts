import type { LookupAddress } from 'node:dns';
import promises from 'node:dns/promises';
import { syncBuiltinESMExports } from 'node:module';
import { isIP } from 'node:net';
import { z } from 'zod';

/**
 * Loaded before a process of the product (`node --import`): names of WEIR_TEST_HOSTS resolve as the table says, each
 * look-up to the next of its answers, the last one again and again. It is how DNS rebinding is played on real processes.
 */
const hosts = z.record(z.string(), z.array(z.array(z.string())));

const table = new Map(Object.entries(hosts.parse(JSON.parse(process.env['WEIR_TEST_HOSTS'] ?? '{}'))));
const resolve = promises.lookup;

function answerFor(name: string): LookupAddress[] | undefined {
  const answers = table.get(name);
  const answer = answers === undefined || answers.length < 2 ? answers?.[0] : answers.shift();
  return answer?.map((address) => ({ address, family: isIP(address) }));
}

Object.assign(promises, {
  lookup: async (name: string, options: object) => {
    const answer = answerFor(name);
    return answer ?? resolve(name, options);
  },
});
syncBuiltinESMExports();
