import type { NodePath } from './node-path.ts';

/** Something to say about a place of a plan: `bad` keeps it from being saved, `warn` is worth a look. */
export type Remark = { readonly path: string; readonly message: string; readonly tone: 'bad' | 'warn' };

/** `message` as a sentence. */
export function sentence(message: string): string {
  // A name, such as that of a field or a model, stays as it is written.
  const isWord = /^[a-z]+(?=[\s,.;!?]|$)/.test(message);
  const words = isWord ? `${message.slice(0, 1).toUpperCase()}${message.slice(1)}` : message;
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

/** The innermost node that a path lies in: of `strategy.children.0.model` it is `strategy.children.0`. */
export function nodeOfPath(path: string): NodePath | undefined {
  return /^strategy(?:\.children\.\d+|\.when\.\d+\.use|\.otherwise)*/.exec(path)?.[0];
}

/** What is said of a field: of the place itself and of what lies below it. */
export function remarksAt(remarks: readonly Remark[], path: string): readonly Remark[] {
  return remarks.filter((remark) => remark.path === path || remark.path.startsWith(`${path}.`));
}

/** What is said of a node and of none of the nodes in it, but for the fields that say it themselves. */
export function remarksOfNode(
  remarks: readonly Remark[],
  path: NodePath,
  fields: readonly string[],
): readonly Remark[] {
  const own = remarks.filter((remark) => nodeOfPath(remark.path) === path);
  return own.filter((remark) => !fields.some((field) => remarksAt([remark], `${path}.${field}`).length > 0));
}

/** What a control with this remark is told: `error` of a Field; undefined where nothing keeps it from being saved. */
export function errorAt(remarks: readonly Remark[], path: string): string | undefined {
  const bad = remarksAt(remarks, path).find(({ tone }) => tone === 'bad');
  return bad === undefined ? undefined : sentence(bad.message);
}
