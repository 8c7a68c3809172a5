import { isTest, placeOf } from './place.mjs';
import { walk } from './source-file.mjs';

/** Who may know a provider by its id. */
export const knowers = ['providers', 'catalog'];

/** What is a wire language rather than an upstream may be told apart by name. */
const languages = /dialect|language/i;

const comparisons = ['===', '!==', '==', '!='];

/** Nothing branches on a provider's id outside packages/providers: what differs is the provider's own data. */
export const rule = {
  name: 'provider-ids',
  check({ files }) {
    const ids = providerIds(files);
    return files
      .filter(({ path }) => !isTest(path) && !knowers.includes(placeOf(path).name) && placeOf(path).name !== undefined)
      .flatMap((file) => checkFile(file, ids));
  },
};

/** The providers are the folders of packages/providers/src. */
export function providerIds(files) {
  const folders = files.map(({ path }) => /^packages\/providers\/src\/([^/]+)\//.exec(path)?.[1]);
  return new Set(folders.filter((folder) => folder !== undefined));
}

function checkFile(file, ids) {
  const found = [];
  walk(file.program, (node) => {
    for (const { literal, against } of branchesOf(node)) {
      if (!ids.has(literal?.value) || languages.test(file.text.slice(against.start, against.end))) continue;
      found.push({
        path: file.path,
        line: file.lineOf(literal.start),
        message: `branches on the provider '${literal.value}'`,
      });
    }
  });
  return found;
}

/** Every literal that a node branches on, with what it is held against. */
function branchesOf(node) {
  if (node.type === 'BinaryExpression' && comparisons.includes(node.operator)) {
    return [
      { literal: node.left, against: node.right },
      { literal: node.right, against: node.left },
    ];
  }
  if (node.type === 'SwitchStatement') {
    return node.cases.map(({ test }) => ({ literal: test, against: node.discriminant }));
  }
  if (node.type === 'CallExpression' && ['startsWith', 'endsWith', 'includes'].includes(node.callee.property?.name)) {
    return node.arguments.slice(0, 1).map((literal) => ({ literal, against: node.callee.object }));
  }
  return [];
}
