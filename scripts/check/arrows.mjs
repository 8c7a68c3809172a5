import { isTest, ownModule, placeOf, resolveImport } from './place.mjs';

const pure = ['protocol', 'catalog', 'providers', 'routing', 'experiments', 'policy'];
const io = ['runtime', 'egress', 'db', 'state', 'queue', 'blobs', 'access', 'services'];

/** The arrow table of docs/ARCHITECTURE.md: what each package may import. Anything not listed is forbidden. */
export const arrows = {
  protocol: [],
  catalog: ['protocol'],
  providers: ['protocol', 'catalog'],
  routing: ['protocol', 'catalog'],
  experiments: ['protocol'],
  policy: ['protocol'],
  runtime: [],
  egress: ['runtime'],
  db: ['runtime', 'protocol'],
  state: ['runtime', 'protocol', 'catalog'],
  queue: ['runtime', 'protocol'],
  blobs: ['runtime', 'egress'],
  access: ['db', 'egress', 'runtime', 'protocol', 'catalog', 'routing', 'experiments', 'policy'],
  services: [
    ...['db', 'access', 'queue', 'blobs', 'egress', 'catalog', 'providers', 'routing', 'experiments', 'policy'],
    ...['protocol', 'runtime'],
  ],
  gateway: [
    ...['protocol', 'providers', 'catalog', 'routing', 'experiments', 'policy', 'access', 'state', 'queue', 'blobs'],
    ...['egress', 'runtime'],
  ],
  worker: ['queue', 'db', 'services', 'blobs', 'experiments', 'catalog', 'protocol', 'runtime'],
  web: ['services', 'catalog', 'routing', 'protocol', 'runtime'],
  cli: ['services', 'runtime'],
  testing: [...pure, ...io],
};

/** Imports and manifests follow the arrow table; @weir/testing is for tests; packages are entered by name. */
export const rule = {
  name: 'arrows',
  check({ files, manifests, texts }) {
    return [
      ...files.flatMap((file) => checkImports(file, manifests)),
      ...manifests.flatMap(checkManifest),
      ...checkDocument(texts),
    ];
  },
};

function checkImports(file, manifests) {
  const { folder, name } = placeOf(file.path);
  if (name === undefined) return [];
  return file.imports.flatMap(({ specifier, start }) => {
    const message = faultOf({ path: file.path, folder, name, specifier, manifests });
    return message === undefined ? [] : [{ path: file.path, line: file.lineOf(start), message }];
  });
}

function faultOf({ path, folder, name, specifier, manifests }) {
  if (specifier.startsWith('.')) {
    const target = resolveImport(path, specifier, { has: () => true }) ?? '';
    return target.startsWith(`${folder}/`) ? undefined : `${specifier} leaves the package; import it by name`;
  }
  const own = ownModule(specifier);
  if (own === undefined) return undefined;
  if (own.name === name) return `imports itself as ${specifier}; use a relative path`;
  if (arrows[own.name] === undefined) return `${specifier} is not in the arrow table`;
  if (arrows[name]?.includes(own.name)) return undefined;
  if (!isTest(path)) return `${name} may not import ${own.name}`;
  const isApp = manifests.some((manifest) => manifest.path === `apps/${own.name}/package.json`);
  return isApp ? `${name} may not import the app ${own.name}, even in tests` : undefined;
}

function checkManifest({ path, json }) {
  const { name } = placeOf(path);
  if (name === undefined) return [];
  return Object.keys(json.dependencies ?? {}).flatMap((dependency) => {
    const own = ownModule(dependency);
    if (own === undefined || arrows[name]?.includes(own.name)) return [];
    return [{ path, line: 1, message: `${name} may not depend on ${own.name}` }];
  });
}

const document = 'docs/ARCHITECTURE.md';

/** Where the document lists arrows, it says what the table says: it is what people read. */
function checkDocument(texts) {
  const text = texts.find(({ path }) => path === document)?.text;
  if (text === undefined) return [];
  const written = arrowsIn(text);
  return Object.entries(arrows).flatMap(([name, allowed]) => {
    if (written[name] === undefined || sameMembers(written[name], allowed)) return [];
    return [{ path: document, line: 1, message: `its arrows of ${name} differ from scripts/check/arrows.mjs` }];
  });
}

/** Reads lines such as `catalog -> protocol    providers -> protocol, catalog`. */
export function arrowsIn(text) {
  const found = {};
  for (const [, name, list] of text.matchAll(/\b([a-z]+)\s+-> ((?:[a-z]+, )*(?:[a-z]+|-))(?=\s|$)/g)) {
    if (name !== undefined && arrows[name] !== undefined) found[name] ??= list === '-' ? [] : list.split(', ');
  }
  return found;
}

const sameMembers = (a, b) => a.length === b.length && a.every((item) => b.includes(item));
