import { locatedNodes } from '@weir/routing/located-nodes';
import { targetNodesOf } from '@weir/routing/nodes-of';
import { uniform } from '@weir/routing/random';
import type { RoutePlan, Strategy } from '@weir/routing/route-plan';
import { testSeed } from '@weir/testing/seed';
import { describe, expect, it } from 'vitest';
import { type EditorAction, type EditorState, openEditor, reduceEditor } from './editor-state.ts';
import { groupKinds } from './group-kinds.ts';
import { keyOf } from './node-keys.ts';
import { nodeAt } from './node-path.ts';
import { canMove, canRemove, canUnwrap, editPlan, type PlanEdit } from './plan-edit.ts';
import { faultsIn, readPlan } from './read-plan.ts';

const target = (model: string, weight?: number): Strategy => {
  return { kind: 'target', provider: 'sandbox', model, ...(weight === undefined ? {} : { weight }) };
};
const fallback = (...children: Strategy[]): Strategy => ({ kind: 'fallback', children });
const planOf = (strategy: Strategy): RoutePlan => ({ strategy });
const models = ({ strategy }: RoutePlan) => targetNodesOf(strategy).map(({ model }) => model);
const edit = (strategy: Strategy, what: PlanEdit) => editPlan(planOf(strategy), what);

describe('an edit of the tree', () => {
  it('adds at the end, and says where', () => {
    const { plan, at } = edit(fallback(target('a')), { do: 'add', at: 'strategy', node: target('b') });
    expect([models(plan), at]).toEqual([['a', 'b'], 'strategy.children.1']);
  });

  it('moves among siblings, and not past the ends', () => {
    const tree = fallback(target('a'), target('b'), target('c'));
    const down = edit(tree, { do: 'move', at: 'strategy.children.0', by: 1 });
    expect([models(down.plan), down.at]).toEqual([['b', 'a', 'c'], 'strategy.children.1']);
    expect(canMove(planOf(tree), 'strategy.children.0', -1)).toBe(false);
    expect(models(edit(tree, { do: 'move', at: 'strategy.children.2', by: 1 }).plan)).toEqual(['a', 'b', 'c']);
  });

  it('moves a rule with its condition', () => {
    const when = ['x', 'y'].map((value) => ({ if: { fact: 'task', op: 'is', value } as const, use: target(value) }));
    const tree: Strategy = { kind: 'conditional', when, otherwise: target('z') };
    const { plan } = edit(tree, { do: 'move', at: 'strategy.when.1.use', by: -1 });
    expect(plan.strategy).toEqual({ ...tree, when: when.toReversed() });
  });

  it('wraps a target and keeps its weight outside', () => {
    const tree: Strategy = { kind: 'weighted', children: [target('a', 3), target('b', 1)] };
    const { plan } = edit(tree, { do: 'wrap', at: 'strategy.children.0', kind: 'fallback' });
    expect(nodeAt(plan, 'strategy.children.0')).toEqual({ kind: 'fallback', children: [target('a')], weight: 3 });
  });

  it('unwraps children into the list above', () => {
    const tree = fallback(fallback(target('a'), target('b')), target('c'));
    const { plan } = edit(tree, { do: 'unwrap', at: 'strategy.children.0' });
    expect(plan.strategy).toEqual(fallback(target('a'), target('b'), target('c')));
    expect(canUnwrap(planOf(tree), 'strategy')).toBe(false);
  });

  it('takes an empty group away with its last child, and never the last target', () => {
    const tree = fallback(fallback(target('a')), target('b'));
    const { plan, at } = edit(tree, { do: 'remove', at: 'strategy.children.0.children.0' });
    expect([plan.strategy, at]).toEqual([fallback(target('b')), 'strategy.children.0']);
    expect(canRemove(plan, 'strategy.children.0')).toBe(false);
    expect(editPlan(plan, { do: 'remove', at: 'strategy.children.0' }).plan).toBe(plan);
  });

  it('leaves what holds otherwise when the last rule goes', () => {
    const rule = { if: { fact: 'task', op: 'is', value: 'code' } as const, use: target('a') };
    const tree: Strategy = { kind: 'conditional', when: [rule], otherwise: target('b') };
    expect(edit(tree, { do: 'remove', at: 'strategy.when.0.use' }).plan.strategy).toEqual(target('b'));
  });

  it.each(groupKinds)('changes into %s and keeps every target', (kind) => {
    const tree = fallback(target('a'), target('b'), target('c'));
    const { plan } = edit(tree, { do: 'kind', at: 'strategy', kind });
    expect([plan.strategy.kind, models(plan), faultsIn(plan)]).toEqual([kind, ['a', 'b', 'c'], []]);
  });

  it('keeps the key of a node that moves, and gives a copy one of its own', () => {
    const tree = fallback(target('a'), target('b'));
    const key = keyOf((tree.kind === 'fallback' && tree.children[0]) || tree);
    const moved = edit(tree, { do: 'move', at: 'strategy.children.0', by: 1 });
    const twice = editPlan(moved.plan, { do: 'duplicate', at: moved.at });
    const keys = locatedNodes(twice.plan.strategy).map(({ node }) => keyOf(node));
    expect(keys.indexOf(key)).toBe(2);
    expect(new Set(keys).size).toBe(4);
  });
});

/** A walk of random edits, by form and in the text; every state on the way is looked at. */
function walk(seed: number, look: (state: EditorState, action: EditorAction) => void): void {
  let state = openEditor(planOf(target('first')));
  for (let step = 0; step < 120; step += 1) {
    let draws = 0;
    const draw = (below: number) => {
      draws += 1;
      return Math.floor(uniform(seed, step, draws) * below);
    };
    const action = anyAction(state, draw);
    state = reduceEditor(state, action);
    look(state, action);
  }
}

type Draw = (below: number) => number;

function anyEdit({ plan }: EditorState, draw: Draw): PlanEdit {
  const nodes = locatedNodes(plan.strategy);
  const { path: at, node } = nodes[draw(nodes.length)] ?? { path: 'strategy', node: plan.strategy };
  const kind = groupKinds[draw(groupKinds.length)] ?? 'fallback';
  // Grown plans are pruned more than they grow.
  const grows = nodes.length < 24;
  const edits: readonly PlanEdit[] = [
    { do: 'remove', at },
    { do: 'move', at, by: draw(2) === 0 ? 1 : -1 },
    { do: 'unwrap', at },
    { do: 'kind', at, kind },
    { do: 'node', at, node: { ...node, weight: draw(5) } },
    { do: 'plan', plan: { ...plan, rescue: draw(2) === 0 ? 'off' : 'continue' } },
    ...(grows ? ([{ do: 'add', at, node: target(`m${draw(99)}`) }] as const) : []),
    ...(grows ? ([{ do: 'wrap', at, kind }] as const) : []),
    ...(grows ? ([{ do: 'duplicate', at }] as const) : []),
  ];
  return edits[draw(edits.length)] ?? { do: 'remove', at };
}

function anyText({ text }: EditorState, draw: Draw): string {
  const at = draw(text.length);
  switch (draw(5)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + draw(3));
    case 1:
      return `${text.slice(0, at)}${'{}[],:"0x\n'[draw(10)]}${text.slice(at)}`;
    case 2:
      return text.replaceAll('"m', '"other-m');
    case 3:
      return JSON.stringify({ strategy: { kind: 'fallback', children: [target(`t${draw(9)}`), target('u')] } });
    default:
      return text.replaceAll(/\s+/g, ' ');
  }
}

const typed = (text: string): EditorAction => ({ kind: 'type', text, read: readPlan(text) });

function anyAction(state: EditorState, draw: Draw): EditorAction {
  const which = draw(10);
  if (which < 6) return { kind: 'edit', edit: anyEdit(state, draw) };
  if (which < 8) return typed(anyText(state, draw));
  return which === 8 ? { kind: 'undo' } : { kind: 'redo' };
}

const walks = 60;

it('shows what is typed before it can be read, and keeps the plan until it is', () => {
  const opened = openEditor(planOf(target('first')));
  const text = JSON.stringify(planOf(target('second')));
  const unread = reduceEditor(opened, { kind: 'type', text, read: undefined });
  expect(unread).toMatchObject({ plan: opened.plan, text, broken: [], past: [] });
  const read = reduceEditor(unread, typed(text));
  expect([models(read.plan), read.text, read.broken]).toEqual([['second'], text, undefined]);
  expect(reduceEditor(read, { kind: 'undo' }).plan).toBe(opened.plan);
});

describe('form and JSON, over random walks', () => {
  const seed = testSeed('plan editor');

  it('say the same after every step, or the text is said to be broken', () => {
    let broken = 0;
    for (let nth = 0; nth < walks; nth += 1) {
      walk(seed + nth, (state) => {
        if (state.broken !== undefined) {
          broken += 1;
          expect(readPlan(state.text).kind).toBe('broken');
          expect(state.broken.length).toBeGreaterThan(0);
          return;
        }
        expect(JSON.parse(state.text)).toEqual(JSON.parse(JSON.stringify(state.plan)));
        expect(readPlan(state.text)).toEqual({ kind: 'plan', plan: JSON.parse(state.text) });
      });
    }
    expect(broken).toBeGreaterThan(100);
  });

  it('keep the last plan while the text is broken', () => {
    for (let nth = 0; nth < walks; nth += 1) {
      let before: RoutePlan | undefined;
      walk(seed + nth, (state, { kind }) => {
        if (state.broken !== undefined && kind === 'type') expect(state.plan).toBe(before ?? state.plan);
        before = state.plan;
      });
    }
  });

  it('never make an unsound plan by form but where it outgrows a bound', () => {
    for (let nth = 0; nth < walks; nth += 1) {
      let state = openEditor(planOf(target('first')));
      for (let step = 0; step < 100; step += 1) {
        let draws = 0;
        const draw = (below: number) => {
          draws += 1;
          return Math.floor(uniform(seed + nth, 1_000 + step, draws) * below);
        };
        state = reduceEditor(state, { kind: 'edit', edit: anyEdit(state, draw) });
        const faults = faultsIn(state.plan).filter(({ message }) => !/at most \d+ (entries|targets)/.test(message));
        expect(faults).toEqual([]);
      }
    }
  });

  it('go back to where they were, and forth again', () => {
    for (let nth = 0; nth < walks; nth += 1) {
      let state = openEditor(planOf(target('first')));
      const plans = [state.plan];
      for (let step = 0; step < 40; step += 1) {
        const draw = (below: number) => Math.floor(uniform(seed + nth, step, below) * below);
        const next = reduceEditor(state, { kind: 'edit', edit: anyEdit(state, draw) });
        if (next !== state) plans.push(next.plan);
        state = next;
      }
      for (const plan of plans.toReversed()) {
        expect(state.plan).toBe(plan);
        state = reduceEditor(state, { kind: 'undo' });
      }
      for (const plan of plans.slice(1)) {
        state = reduceEditor(state, { kind: 'redo' });
        expect(state.plan).toBe(plan);
      }
    }
  });
});
