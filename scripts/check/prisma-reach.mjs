import { isTest, placeOf, resolveImport } from './place.mjs';

/** These never load what stands behind the door, however many files lie between. */
export const closedDoors = [
  { from: ['gateway', 'access', 'queue'], to: /^packages\/db\/src\/prisma\//, what: '@weir/db/prisma' },
  { from: ['gateway', 'access', 'queue'], to: /^packages\/db\/src\/(embedded|migrate)/, what: 'the schema engine' },
];

/** No process of the data plane loads Prisma, through any chain of imports; types are erased and do not count. */
export const rule = {
  name: 'prisma-reach',
  check({ files }) {
    const graph = loadGraph(files);
    return files.flatMap((file) => {
      const { name } = placeOf(file.path);
      if (name === undefined || isTest(file.path)) return [];
      return closedDoors
        .filter(({ from }) => from.includes(name))
        .flatMap(({ to, what }) => {
          const chain = chainTo(graph, file.path, to);
          return chain === undefined
            ? []
            : [{ path: file.path, line: 1, message: `reaches ${what}: ${chain.join(' > ')}` }];
        });
    });
  },
};

function loadGraph(files) {
  const known = new Set(files.map(({ path }) => path));
  return new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter(({ typeOnly }) => !typeOnly).flatMap(({ specifier }) => loads(path, specifier, known)),
    ]),
  );
}

/** Generated code is not among the files, so its import is followed by name alone. */
function loads(path, specifier, known) {
  const target = resolveImport(path, specifier, known) ?? resolveImport(path, specifier, { has: () => true });
  return target === undefined ? [] : [target];
}

/** The shortest chain of imports from `start` to a path that matches `to`, or undefined. */
function chainTo(graph, start, to) {
  const chains = [[start]];
  const seen = new Set([start]);
  for (const chain of chains) {
    for (const next of graph.get(chain.at(-1)) ?? []) {
      if (to.test(next)) return [...chain, next];
      if (!seen.has(next)) chains.push([...chain, next]);
      seen.add(next);
    }
  }
  return undefined;
}
