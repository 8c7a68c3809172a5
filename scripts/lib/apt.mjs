import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { Failure } from './fail.mjs';
import { run } from './run.mjs';

/** Debian and its children install packages with apt-get and say so here. */
const releaseFile = '/etc/os-release';
const debianLike = /^(ID|ID_LIKE)=.*\b(debian|ubuntu)\b/m;

/**
 * Makes sure that `isThere` holds; as root on Debian or Ubuntu the package `name` is installed for it. `elsewhere` says
 * how other systems get it. Throws Failure where it cannot be had.
 */
export async function ensurePackage({ name, isThere, elsewhere }) {
  if (isThere()) return;
  const install = `apt-get update && apt-get install -y --no-install-recommends ${name}`;
  if (!mayInstall()) {
    throw new Failure(
      `the tests need ${name}: install it (Debian, Ubuntu: "sudo ${install}"; ${elsewhere}) and run this again.`,
    );
  }
  process.stdout.write(`weir: installing ${name} with apt-get\n`);
  // RUNLEVEL keeps a package from starting a service of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const { code, output } = await run('sh', ['-c', install], { env, quiet: true });
  if (code === 0 && isThere()) return;
  process.stderr.write(output);
  throw new Failure(`${name} could not be installed: the lines above say why; run "${install}" and then this again.`);
}

/** True when a command can be run. */
export function hasCommand(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

function mayInstall() {
  if (process.getuid?.() !== 0 || !existsSync(releaseFile)) return false;
  return debianLike.test(readFileSync(releaseFile, 'utf8')) && hasCommand('apt-get');
}
