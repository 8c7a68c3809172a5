import { ensurePackage, hasCommand } from './apt.mjs';

/** Makes sure that `redis-server` is on the PATH; as root on Debian or Ubuntu it is installed. Throws Failure else. */
export function ensureRedis() {
  return ensurePackage({
    name: 'redis-server',
    isThere: () => hasCommand('redis-server'),
    elsewhere: 'macOS: "brew install redis"',
  });
}
