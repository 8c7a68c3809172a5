import { walk } from './source-file.mjs';

/** Comments that switch a check off. */
export const silencers =
  /\b(biome-ignore|eslint-disable|prettier-ignore|istanbul ignore|v8 ignore|c8 ignore|oxlint-disable)|@ts-(ignore|expect-error|nocheck)\b/;

/** Ways to keep a test from running, or from counting. */
export const skips = ['skip', 'only', 'todo', 'skipIf', 'runIf', 'fails'];
const runners = ['it', 'test', 'describe', 'suite', 'bench'];
const skippedRunners = ['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe'];

/** Nothing is silenced and no test is skipped: fix it or delete it. */
export const rule = {
  name: 'suppressions',
  check({ files }) {
    return files.flatMap((file) => [...checkComments(file), ...checkTests(file)]);
  },
};

function checkComments(file) {
  return file.comments
    .filter(({ value }) => silencers.test(value))
    .map(({ value, start }) => ({
      path: file.path,
      line: file.lineOf(start),
      message: `suppression:${value.trimEnd()}`,
    }));
}

function checkTests(file) {
  const found = [];
  walk(file.program, (node) => {
    const skip = skipIn(node);
    if (skip !== undefined) found.push({ path: file.path, line: file.lineOf(node.start), message: `${skip} in tests` });
  });
  return found;
}

function skipIn(node) {
  if (node.type === 'CallExpression' && skippedRunners.includes(node.callee.name)) return node.callee.name;
  if (node.type !== 'MemberExpression' || !skips.includes(node.property.name)) return undefined;
  return runners.includes(rootName(node.object)) ? `${rootName(node.object)}.${node.property.name}` : undefined;
}

/** `it` of `it.concurrent.each`. */
const rootName = (node) => (node.type === 'MemberExpression' ? rootName(node.object) : node.name);
