import { expect, it } from 'vitest';
import { remedies } from './install.mjs';

const remedyOf = (output) => remedies.find(([pattern]) => pattern.test(output))?.[1];

it.each([
  ['FetchError: getaddrinfo ENOTFOUND registry.example', 'check the network'],
  ['Error: ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile"', 'commit the lockfile'],
  ["EACCES: permission denied, mkdir 'node_modules'", 'is not writable'],
  ['ENOSPC: no space left on device, write', 'the disk is full'],
])('finds the remedy for: %s', (output, remedy) => {
  expect(remedyOf(output)).toContain(remedy);
});
