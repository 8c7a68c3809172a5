import { builtinModules } from 'node:module';
import { isTest, placeOf } from './place.mjs';
import { walk } from './source-file.mjs';

/** Packages without I/O, clock, randomness and built-ins: what they need is an argument. */
export const purePackages = ['protocol', 'providers', 'catalog', 'routing', 'experiments', 'policy'];

/** `object.property` reads that give a clock, a random number or the outside. */
const members = { Date: ['now'], Math: ['random'], performance: ['now', 'timeOrigin'], globalThis: undefined };

/** Globals that are I/O, a timer or a random source whatever is done with them. */
const globals = [
  ...['process', 'console', 'crypto', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
  ...['WebSocket', 'EventSource', 'XMLHttpRequest', 'navigator', 'localStorage'],
];

const builtins = new Set(builtinModules);

/** A pure package neither imports a built-in nor uses clock, randomness or I/O. */
export const rule = {
  name: 'purity',
  check({ files }) {
    return files
      .filter(({ path }) => purePackages.includes(placeOf(path).name) && !isTest(path))
      .flatMap((file) => [...checkImports(file), ...checkUses(file)]);
  },
};

function checkImports(file) {
  return file.imports
    .filter(({ specifier, typeOnly }) => !typeOnly && (specifier.startsWith('node:') || builtins.has(specifier)))
    .map(({ specifier, start }) => at(file, start, `${specifier} is imported by a pure package`));
}

function checkUses(file) {
  const found = [];
  walk(file.program, (node, parent) => {
    const use = impureUse(node, parent);
    if (use !== undefined) found.push(at(file, node.start, `${use} is used by a pure package`));
  });
  return found;
}

function impureUse(node, parent) {
  if (node.type === 'NewExpression' && isNamed(node.callee, 'Date') && node.arguments.length === 0) return 'new Date()';
  if (node.type === 'CallExpression' && isNamed(node.callee, 'Date')) return 'Date()';
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier') return impureMember(node);
  if (node.type === 'Identifier' && globals.includes(node.name) && isRead(node, parent)) return node.name;
  return undefined;
}

function impureMember({ object, property, computed }) {
  if (!Object.hasOwn(members, object.name)) return undefined;
  const forbidden = members[object.name];
  if (forbidden === undefined || computed || forbidden.includes(property.name))
    return `${object.name}.${property.name}`;
  return undefined;
}

const isNamed = (node, name) => node.type === 'Identifier' && node.name === name;

/** An identifier that is a value, not the name of a property, parameter or type. */
function isRead(node, parent) {
  if (parent.type === 'MemberExpression') return parent.object === node;
  if (parent.type === 'CallExpression' || parent.type === 'NewExpression') return true;
  return ['VariableDeclarator', 'AssignmentExpression', 'ArrowFunctionExpression'].includes(parent.type)
    ? parent.init === node || parent.right === node || parent.body === node
    : false;
}

const at = (file, start, message) => ({ path: file.path, line: file.lineOf(start), message });
