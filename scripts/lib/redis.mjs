import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { Failure } from './fail.mjs';
import { run } from './run.mjs';

/** Debian and its children install packages with apt-get and say so here. */
const releaseFile = '/etc/os-release';
const debianLike = /^(ID|ID_LIKE)=.*\b(debian|ubuntu)\b/m;
const install = 'apt-get update && apt-get install -y --no-install-recommends redis-server';

/** Makes sure that `redis-server` is on the PATH; as root on Debian or Ubuntu it is installed. Throws Failure else. */
export async function ensureRedis() {
  if (hasRedis()) return;
  if (!mayInstall()) {
    throw new Failure(
      `the tests need redis-server: install it (Debian, Ubuntu: "sudo ${install}"; macOS: "brew install redis") and run this again.`,
    );
  }
  process.stdout.write('weir: installing redis-server with apt-get\n');
  // RUNLEVEL keeps the package from starting a service of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const { code, output } = await run('sh', ['-c', install], { env, quiet: true });
  if (code === 0 && hasRedis()) return;
  process.stderr.write(output);
  throw new Failure(
    `redis-server could not be installed: the lines above say why; run "${install}" and then this again.`,
  );
}

function hasRedis() {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
}

function mayInstall() {
  if (process.getuid?.() !== 0 || !existsSync(releaseFile)) return false;
  return (
    debianLike.test(readFileSync(releaseFile, 'utf8')) &&
    spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
  );
}
