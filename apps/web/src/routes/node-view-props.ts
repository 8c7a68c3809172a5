import type { Strategy } from '@weir/routing/route-plan';
import type { ReactNode } from 'react';
import type { NodePath } from './node-path.ts';

export type NodeViewProps = {
  readonly at: NodePath;
  readonly node: Strategy;
  /** It stands under `weighted`. */
  readonly isWeighed?: boolean;
};

/** Shows a node and all below it; given to what holds nodes, for those hold others of their kind. */
export type ViewNode = (props: NodeViewProps) => ReactNode;
