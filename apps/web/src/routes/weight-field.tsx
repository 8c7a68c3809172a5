'use client';
import type { Strategy } from '@weir/routing/route-plan';
import { formatShare } from '../format/number.ts';
import { useNodeEdit } from './editor-context.tsx';
import type { NodePath } from './node-path.ts';
import { NumberField } from './number-field.tsx';
import { withField } from './with-field.ts';

/** The weight of a node where nothing is said. */
export const weightOf = ({ weight = 1 }: Strategy): number => weight;

/** The part of the calls that a child of `siblings` is tried first for: their weights, of the whole. */
export function shareAmong(node: Strategy, siblings: readonly Strategy[]): number | undefined {
  const sum = siblings.reduce((total, each) => total + weightOf(each), 0);
  return sum === 0 ? undefined : weightOf(node) / sum;
}

/** The weight of a child of `weighted`. */
export function WeightField({
  at,
  node,
  name,
}: {
  readonly at: NodePath;
  readonly node: Strategy;
  readonly name: string;
}) {
  const change = useNodeEdit(at);
  return (
    <NumberField
      label={`Weight of ${name}`}
      hideLabel
      className="w-16 shrink-0"
      value={node.weight}
      placeholder="1"
      min={0}
      max={1_000_000}
      onChange={(weight) => change(withField<Strategy, 'weight'>(node, 'weight', weight), 'weight')}
    />
  );
}

/** The share that a weight comes to, where others say their places. */
export function ShareMark({ share }: { readonly share: number | undefined }) {
  if (share === undefined) return <span title="All weights are 0.">–</span>;
  return <span title="of the calls go here first">{formatShare(share)}</span>;
}
