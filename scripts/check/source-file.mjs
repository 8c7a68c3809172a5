import { parseSync } from 'vite';

/**
 * @typedef {{ rule: string, path: string, line: number, message: string }} Violation
 * @typedef {{ specifier: string, start: number, typeOnly: boolean }} Import
 */

/** A file read as its syntax tree, with what the rules ask for most: imports, comments, lines. */
export function sourceFile(path, text) {
  const { program, comments, errors } = parseSync(path, text, { sourceType: 'module' });
  const fault = errors.find((error) => error.severity === 'Error');
  if (fault !== undefined) throw new Error(`${path} cannot be parsed: ${fault.message}`);
  const starts = lineStarts(text);
  const file = { path, text, program, comments, lines: countLines(text), lineOf: (offset) => lineAt(starts, offset) };
  return { ...file, imports: importsOf(program) };
}

/** Calls `visit(node, parent)` on every node under `root`, parents first. */
export function walk(root, visit) {
  const open = [[root, undefined]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, parent] = next;
    visit(node, parent);
    for (const child of childrenOf(node).reverse()) open.push([child, node]);
  }
}

function childrenOf(node) {
  const found = [];
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) if (isNode(item)) found.push(item);
  }
  return found;
}

const isNode = (value) => typeof value === 'object' && value !== null && typeof value.type === 'string';

/** Every module named in a program: static, re-exported, dynamic and in types. */
function importsOf(program) {
  const found = [];
  const add = (source, typeOnly) => {
    if (typeof source?.value === 'string') found.push({ specifier: source.value, start: source.start, typeOnly });
  };
  walk(program, (node) => {
    if (node.type === 'ImportDeclaration') add(node.source, node.importKind === 'type');
    if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') {
      add(node.source, node.exportKind === 'type');
    }
    if (node.type === 'ImportExpression') add(node.source, false);
    if (node.type === 'TSImportType') add(node.source ?? node.argument?.literal, true);
  });
  return found;
}

function lineStarts(text) {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts, offset) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

const countLines = (text) => (text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
