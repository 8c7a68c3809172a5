/** How a manifest names a version: the catalog's, or the package of this workspace. */
export const allowed = /^(catalog:|workspace:\*)$/;

/** How the catalog names it: exactly. */
const exact = /^\d+\.\d+\.\d+(-[\w.-]+)?$/;

const sections = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
const workspace = 'pnpm-workspace.yaml';

/** Versions stand once, in the catalog, and are exact. */
export const rule = {
  name: 'versions',
  check({ manifests, texts }) {
    return [...manifests.flatMap(checkManifest), ...checkCatalog(texts), ...checkPairs(manifests, texts)];
  },
};

function checkManifest({ path, json }) {
  return sections.flatMap((section) =>
    Object.entries(json[section] ?? {})
      .filter(([, version]) => !allowed.test(version))
      .map(([name, version]) => ({ path, line: 1, message: `${name} is ${version}; versions stand in the catalog` })),
  );
}

function checkCatalog(texts) {
  const found = [];
  for (const { name, version, line } of catalogOf(texts)) {
    if (!exact.test(version))
      found.push({ path: workspace, line, message: `${name} is ${version}, not one exact version` });
  }
  return found;
}

/** pnpm installs itself and asks for a Node.js: each release that stands in two places must be the same in both. */
function checkPairs(manifests, texts) {
  const manager = manifests.find(({ path }) => path === 'package.json')?.json.packageManager;
  const nodeVersion = /^nodeVersion: (\S+)/m.exec(textOf(texts))?.[1];
  return [
    ...checkPair({ path: 'package.json', field: 'packageManager', value: manager }, `pnpm@${versionOf(texts, 'pnpm')}`),
    ...checkPair({ path: workspace, field: 'nodeVersion', value: nodeVersion }, versionOf(texts, 'node')),
  ];
}

function checkPair({ path, field, value }, catalogued) {
  if (value === undefined || catalogued === undefined || value === catalogued) return [];
  return [{ path, line: 1, message: `${field} is ${value}, the catalog says ${catalogued}` }];
}

const textOf = (texts) => texts.find(({ path }) => path === workspace)?.text ?? '';
const versionOf = (texts, wanted) => catalogOf(texts).find(({ name }) => name === wanted)?.version;

function catalogOf(texts) {
  const lines = textOf(texts).split('\n');
  const start = lines.findIndex((line) => line.startsWith('catalog:'));
  if (start === -1) return [];
  const length = lines.slice(start + 1).findIndex((line) => /^\S/.test(line) && !line.startsWith('#'));
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).flatMap((text, index) => {
    const [, name, version] = /^ {2}['"]?([^'":]+)['"]?: ['"]?([^'"\s]+)/.exec(text) ?? [];
    return name === undefined ? [] : [{ name, version, line: start + 2 + index }];
  });
}
