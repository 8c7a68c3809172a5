import { isTest } from './place.mjs';
import { walk } from './source-file.mjs';

/** Hard maxima; what to aim at is a fifth of them. */
export const bounds = { linesOfFile: 400, linesOfFunction: 80, parameters: 3 };

const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'TSDeclareFunction'];

/** Files, functions and parameter lists stay small. A test's `describe` may be longer than a function. */
export const rule = {
  name: 'bounds',
  check({ files }) {
    return files.flatMap((file) => [
      ...checkFile(file),
      ...functionsOf(file).flatMap((measure) => checkFunction(file, measure)),
    ]);
  },
};

/** Every function of a file with its first line, lines and parameters. */
export function functionsOf(file) {
  const found = [];
  walk(file.program, (node) => {
    if (!functions.includes(node.type)) return;
    const line = file.lineOf(node.start);
    found.push({ line, lines: file.lineOf(node.end) - line + 1, parameters: countParameters(node.params) });
  });
  return found;
}

/** TypeScript's `this` parameter is no argument. */
const countParameters = (params) => params.filter((param) => param.name !== 'this').length;

function checkFile({ path, lines }) {
  if (lines <= bounds.linesOfFile) return [];
  return [{ path, line: bounds.linesOfFile + 1, message: `${lines} lines in a file, at most ${bounds.linesOfFile}` }];
}

function checkFunction({ path }, { line, lines, parameters }) {
  const found = [];
  if (lines > bounds.linesOfFunction && !isTest(path)) {
    found.push({ path, line, message: `${lines} lines in a function, at most ${bounds.linesOfFunction}` });
  }
  if (parameters > bounds.parameters) {
    found.push({ path, line, message: `${parameters} parameters, at most ${bounds.parameters}, else one object` });
  }
  return found;
}
