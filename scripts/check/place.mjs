import { posix } from 'node:path';

/** Where a path lies: the folder of its workspace package and that package's short name, if it is in one. */
export function placeOf(path) {
  const [, folder, name] = /^((?:apps|packages)\/([^/]+))\//.exec(path) ?? [];
  if (folder === undefined || name === undefined)
    return { folder: path.split('/', 1)[0] ?? '', name: undefined, app: false };
  return { folder, name, app: folder.startsWith('apps/') };
}

/** A file that only tests load: a `*.test.*` file, its `*.test-*.ts` helpers, the system tests, and @weir/testing. */
export function isTest(path) {
  return (
    /\.test(-[a-z-]+)?\.(tsx?|mjs)$/.test(path) || path.startsWith('tests/') || path.startsWith('packages/testing/')
  );
}

/** Scripts run the workshop; nothing of the product loads them. */
export const isScript = (path) => /(^|\/)scripts\//.test(path) || /(^|\/)[a-z]+\.config\.(ts|mjs|js)$/.test(path);

/** `@weir/db/sql/client` split into its package and subpath; undefined for a module from elsewhere. */
export function ownModule(specifier) {
  const [, name, subpath] = /^@weir\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? [];
  return name === undefined ? undefined : { name, subpath };
}

/** The npm package of a bare specifier, `node:x` for a built-in, undefined for a relative one. */
export function packageOf(specifier) {
  if (specifier.startsWith('.') || specifier.startsWith('/')) return undefined;
  if (specifier.startsWith('node:')) return specifier;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The path of the file that `specifier` in `from` loads, or undefined when it is no source of this project. */
export function resolveImport(from, specifier, known) {
  const own = ownModule(specifier);
  if (own?.subpath !== undefined) {
    const base = `packages/${own.name}/src/${own.subpath}`;
    return [`${base}.ts`, `${base}.tsx`, `apps/${own.name}/${own.subpath}`].find((path) => known.has(path));
  }
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(from), specifier);
  return known.has(path) ? path : undefined;
}
