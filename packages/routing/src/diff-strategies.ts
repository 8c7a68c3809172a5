import { diffValues, isSame, valueWords } from './diff-values.ts';
import type { PlanChange } from './plan-change.ts';
import type { ConditionalNode, Strategy } from './route-plan.ts';

/** Where the two sides of a comparison stand. */
type Places = { readonly before: string; readonly after: string };

/** A node in a line: a target by its name, others by kind and size. */
export function nodeWords(node: Strategy): string {
  switch (node.kind) {
    case 'target':
      return `${node.provider}/${node.model}`;
    case 'conditional':
      return `conditional of ${node.when.length} ${node.when.length === 1 ? 'rule' : 'rules'}`;
    default:
      return `${node.kind} of ${node.children.length}`;
  }
}

/** What makes a node the same one in another place: a target is what it calls, others are their kind. */
function identityOf(node: Strategy): string {
  return node.kind === 'target' ? `${node.provider}/${node.model}` : node.kind;
}

function replaced(before: Strategy, after: Strategy, path: string): PlanChange {
  const [was, now] = [nodeWords(before), nodeWords(after)];
  return { path, kind: 'changed', before: was, after: now, said: `${was} was replaced by ${now}` };
}

function added(node: Strategy, path: string): PlanChange {
  const words = nodeWords(node);
  return { path, kind: 'added', after: words, said: `${words} was added` };
}

function removed(node: Strategy, path: string): PlanChange {
  const words = nodeWords(node);
  return { path, kind: 'removed', before: words, said: `${words} was removed` };
}

type Pair = { readonly before: number; readonly after: number };
type Sides = { readonly before: readonly Strategy[]; readonly after: readonly Strategy[] };

/** Children of both sides that are the same one: those without any difference first, then by identity in their order. */
function pairs({ before, after }: Sides): readonly Pair[] {
  const found: Pair[] = [];
  const isFree = (side: keyof Pair, at: number) => !found.some((pair) => pair[side] === at);
  const match = (fits: (one: Strategy, other: Strategy) => boolean) => {
    for (const [at, node] of before.entries()) {
      if (!isFree('before', at)) continue;
      const other = after.findIndex((each, place) => isFree('after', place) && fits(node, each));
      if (other >= 0) found.push({ before: at, after: other });
    }
  };
  match((one, other) => isSame(one, other));
  match((one, other) => identityOf(one) === identityOf(other));
  return found.toSorted((one, other) => one.before - other.before);
}

/** The longest run of pairs that kept their order: whoever is not in it was moved. */
function inOrder(found: readonly Pair[]): ReadonlySet<Pair> {
  const longest: Pair[][] = [];
  for (const pair of found) {
    const runs = longest.filter((run) => (run.at(-1)?.after ?? -1) < pair.after);
    const best = runs.reduce<Pair[]>((one, other) => (other.length > one.length ? other : one), []);
    longest.push([...best, pair]);
  }
  return new Set(longest.reduce<Pair[]>((one, other) => (other.length > one.length ? other : one), []));
}

function moves({ before }: Sides, found: readonly Pair[], places: Places): readonly PlanChange[] {
  const kept = inOrder(found);
  return found.flatMap((pair) => {
    const node = before[pair.before];
    if (kept.has(pair) || node === undefined) return [];
    const [was, now] = [`place ${pair.before + 1}`, `place ${pair.after + 1}`];
    const said = `${nodeWords(node)} moved from ${was} to ${now}`;
    return [{ path: `${places.after}.${pair.after}`, kind: 'moved' as const, before: was, after: now, said }];
  });
}

function diffChildren(sides: Sides, places: Places): readonly PlanChange[] {
  const found = pairs(sides);
  const gone = sides.before.flatMap((node, at) =>
    found.some((pair) => pair.before === at) ? [] : [removed(node, `${places.before}.${at}`)],
  );
  const come = sides.after.flatMap((node, at) =>
    found.some((pair) => pair.after === at) ? [] : [added(node, `${places.after}.${at}`)],
  );
  const inside = found.flatMap((pair) => {
    const [one, other] = [sides.before[pair.before], sides.after[pair.after]];
    if (one === undefined || other === undefined) return [];
    const at = { before: `${places.before}.${pair.before}`, after: `${places.after}.${pair.after}` };
    return diffStrategies(one, other, at);
  });
  return [...gone, ...come, ...moves(sides, found, places), ...inside];
}

function under(places: Places, step: string): Places {
  return { before: `${places.before}.${step}`, after: `${places.after}.${step}` };
}

/** Rules are compared place by place: which is asked first is what they are about. */
function diffRules(before: ConditionalNode, after: ConditionalNode, places: Places): readonly PlanChange[] {
  const length = Math.max(before.when.length, after.when.length);
  return Array.from({ length }, (_, at) => at).flatMap((at): readonly PlanChange[] => {
    const [one, other] = [before.when[at], after.when[at]];
    const here = under(places, `when.${at}`);
    if (one === undefined) {
      const words = other === undefined ? '' : `${valueWords(other.if)}, then ${nodeWords(other.use)}`;
      return [{ path: here.after, kind: 'added', after: words, said: `rule ${at + 1} was added: ${words}` }];
    }
    if (other === undefined) {
      const words = `${valueWords(one.if)}, then ${nodeWords(one.use)}`;
      return [{ path: here.before, kind: 'removed', before: words, said: `rule ${at + 1} was removed: ${words}` }];
    }
    return [
      ...diffRule(one.if, other.if, `${here.after}.if`),
      ...diffStrategies(one.use, other.use, under(here, 'use')),
    ];
  });
}

function diffRule(before: unknown, after: unknown, path: string): readonly PlanChange[] {
  if (isSame(before, after)) return [];
  const [was, now] = [valueWords(before), valueWords(after)];
  return [{ path, kind: 'changed', before: was, after: now, said: `if: ${was} became ${now}` }];
}

function fieldsOf(node: Strategy): object {
  switch (node.kind) {
    case 'target': {
      const { provider: _provider, model: _model, ...fields } = node;
      return fields;
    }
    case 'conditional': {
      const { when: _when, otherwise: _otherwise, ...fields } = node;
      return fields;
    }
    default: {
      const { children: _children, ...fields } = node;
      return fields;
    }
  }
}

/** What became of a node and all below it. */
export function diffStrategies(before: Strategy, after: Strategy, places: Places): readonly PlanChange[] {
  if (identityOf(before) !== identityOf(after)) return [replaced(before, after, places.after)];
  const own = diffValues(fieldsOf(before), fieldsOf(after), places.after);
  if (before.kind === 'conditional' && after.kind === 'conditional') {
    const otherwise = diffStrategies(before.otherwise, after.otherwise, under(places, 'otherwise'));
    return [...own, ...diffRules(before, after, places), ...otherwise];
  }
  if (!('children' in before) || !('children' in after)) return own;
  const sides = { before: before.children, after: after.children };
  return [...own, ...diffChildren(sides, under(places, 'children'))];
}
