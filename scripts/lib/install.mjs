import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure } from './fail.mjs';
import { pinnedNode, root, tool, toolEnv } from './paths.mjs';
import { run } from './run.mjs';
import { hashOf, isStamped, stamp } from './stamp.mjs';

/**
 * What an install is for: running needs nothing of `tests`, whose clients are large. Each has its own mark, and an
 * install for tests serves both.
 */
const purposes = {
  run: { filter: ['--filter=!@weir/tests'], mark: '.weir-installed-run' },
  test: { filter: [], mark: '.weir-installed-test' },
};
const markOf = (purpose) => join(root, 'node_modules', purposes[purpose].mark);

/** What an install's output says about why it failed, and what to do about it. */
export const remedies = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ERR_SOCKET|network/i,
    'the package registry cannot be reached: check the network, or npm config get registry',
  ],
  [
    /ERR_PNPM_OUTDATED_LOCKFILE/,
    'pnpm-lock.yaml does not fit the manifests: run npx pnpm install and commit the lockfile',
  ],
  [/EACCES|EPERM|permission denied/i, `a folder is not writable: make ${root} yours, or run as the user who owns it`],
  [/ENOSPC|no space left/i, 'the disk is full: free about 2 GB and run this again'],
  [/\b(404|ERR_PNPM_FETCH_404)\b/, 'the registry lacks a package: check npm config get registry'],
];

/** Installs what the lockfile says for a purpose, unless that was done already. Throws Failure with the remedy. */
export async function ensureInstalled(purpose) {
  const wanted = installStamp();
  const serving = purpose === 'run' ? ['run', 'test'] : ['test'];
  if (existsSync(pinnedNode) && serving.some((name) => isStamped(markOf(name), wanted))) return;
  process.stdout.write('weir: installing packages (the first time takes a few minutes)\n');
  const { command, args } = pnpmCommand(purposes[purpose].filter);
  const { code, output } = await run(command, args, { env: installEnv() });
  if (code !== 0) throw new Failure(reasonOf(output));
  stamp(markOf(purpose), wanted);
}

/** Every manifest and the lockfile: when they are as they were, so is node_modules. */
function installStamp() {
  const folders = ['apps', 'packages'].flatMap((name) =>
    readdirSync(join(root, name)).map((child) => join(name, child)),
  );
  const manifests = ['.', 'tests', ...folders]
    .map((folder) => join(root, folder, 'package.json'))
    .filter((path) => existsSync(path));
  const shared = ['pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => join(root, name));
  return hashOf([...shared, ...manifests], process.platform, process.arch);
}

/** The installed pnpm where there is one of the right version, else the one that npx fetches. */
function pnpmCommand(filter) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version = packageManager.slice('pnpm@'.length);
  const install = ['install', '--frozen-lockfile', ...filter];
  if (installedVersion() === version) return { command: tool('pnpm'), args: install };
  return { command: process.platform === 'win32' ? 'npx.cmd' : 'npx', args: ['-y', packageManager, ...install] };
}

function installedVersion() {
  try {
    return JSON.parse(readFileSync(join(root, 'node_modules', 'pnpm', 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

/** Without a terminal to ask, and with caches inside the project where the home directory cannot be written. */
function installEnv() {
  const env = { ...toolEnv(), CI: 'true' };
  if (isWritable(homedir())) return env;
  const home = join(root, '.cache', 'home');
  mkdirSync(home, { recursive: true });
  return {
    ...env,
    HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    XDG_STATE_HOME: home,
    npm_config_cache: join(home, 'npm'),
  };
}

function isWritable(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function reasonOf(output) {
  const [, remedy] = remedies.find(([pattern]) => pattern.test(output)) ?? [];
  return `the packages could not be installed: ${remedy ?? 'see the lines above, correct it and run this again'}.`;
}
