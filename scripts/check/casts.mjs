import { posix } from 'node:path';
import { docstringBefore } from './docstrings.mjs';
import { walk } from './source-file.mjs';

/** The one file name in which a cast may stand. */
export const castFile = /^cast\.tsx?$/;

/** A cast is a claim that the compiler cannot check: it stands in `cast.ts`, in a helper that states its guarantee. */
export const rule = {
  name: 'casts',
  check({ files }) {
    return files.flatMap((file) => (castFile.test(posix.basename(file.path)) ? checkHelpers(file) : checkCasts(file)));
  },
};

function checkCasts(file) {
  const found = [];
  walk(file.program, (node) => {
    const what = castIn(node);
    if (what !== undefined) found.push({ path: file.path, line: file.lineOf(node.start), message: what });
  });
  return found;
}

function castIn(node) {
  if (node.type === 'TSNonNullExpression') return 'non-null assertion';
  if (node.type === 'TSTypeAssertion') return 'cast outside cast.ts';
  if (node.type !== 'TSAsExpression') return undefined;
  return isConst(node.typeAnnotation) ? undefined : 'cast outside cast.ts';
}

const isConst = (type) => type.type === 'TSTypeReference' && type.typeName.name === 'const';

function checkHelpers(file) {
  return file.program.body
    .filter((node) => node.type === 'ExportNamedDeclaration' && node.declaration?.type === 'FunctionDeclaration')
    .filter((node) => !docstringBefore(file, node))
    .map((node) => ({
      path: file.path,
      line: file.lineOf(node.start),
      message: 'a cast helper without its guarantee',
    }));
}
