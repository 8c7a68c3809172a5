import { posix } from 'node:path';
import { isScript, isTest } from './place.mjs';
import { walk } from './source-file.mjs';

/** The one file name that reads the environment; it parses it into a typed value. */
export const envFile = 'env.ts';

/** `process.env` is read in `env.ts` alone. */
export const rule = {
  name: 'env',
  check({ files }) {
    return files
      .filter(({ path }) => posix.basename(path) !== envFile && !isTest(path) && !isScript(path))
      .flatMap(checkFile);
  },
};

function checkFile(file) {
  const found = [];
  walk(file.program, (node) => {
    if (readsEnv(node))
      found.push({ path: file.path, line: file.lineOf(node.start), message: 'process.env outside env.ts' });
  });
  return found;
}

function readsEnv(node) {
  if (node.type === 'MemberExpression') return node.object.name === 'process' && keyOf(node.property) === 'env';
  if (node.type === 'VariableDeclarator' && node.init?.name === 'process' && node.id.type === 'ObjectPattern') {
    return node.id.properties.some(({ key }) => keyOf(key) === 'env');
  }
  if (node.type !== 'ImportDeclaration' || !/^(node:)?process$/.test(node.source.value)) return false;
  return node.specifiers.some(({ imported }) => keyOf(imported) === 'env');
}

const keyOf = (node) => node?.name ?? node?.value;
