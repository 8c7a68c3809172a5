import { isTest } from './place.mjs';

/** Exported functions of these carry a docstring: what it gives, units, errors, source. */
export const documented = /^packages\/[^/]+\/src\//;

/** Every exported function of a package says what it gives. */
export const rule = {
  name: 'docstrings',
  check({ files }) {
    return files
      .filter(({ path }) => documented.test(path) && !isTest(path))
      .flatMap((file) =>
        file.program.body
          .filter((node) => exportsFunction(node) && !docstringBefore(file, node) && !isOverload(file, node))
          .map((node) => ({
            path: file.path,
            line: file.lineOf(node.start),
            message: 'an exported function without a docstring',
          })),
      );
  },
};

function exportsFunction(node) {
  if (node.type !== 'ExportNamedDeclaration') return false;
  const { declaration } = node;
  if (declaration?.type === 'FunctionDeclaration' || declaration?.type === 'TSDeclareFunction') return true;
  if (declaration?.type !== 'VariableDeclaration') return false;
  return declaration.declarations.some(({ init }) => /^(Arrow)?Function/.test(init?.type ?? ''));
}

/** Overloads share the docstring of the first. */
function isOverload({ program }, node) {
  const before = program.body[program.body.indexOf(node) - 1];
  return before?.declaration?.type === 'TSDeclareFunction' && before.declaration.id.name === node.declaration.id?.name;
}

/** True when a `/** *\/` comment stands directly before `node`. */
export function docstringBefore({ comments, text }, node) {
  return comments.some(
    ({ type, value, end }) =>
      type === 'Block' && value.startsWith('*') && end <= node.start && /^\s*$/.test(text.slice(end, node.start)),
  );
}
