'use client';
import { GroupCard } from './group-card.tsx';
import type { NodeViewProps } from './node-view-props.ts';
import { TargetRow } from './target-row.tsx';

/** A node of the plan and all below it. */
export function NodeView({ at, node, isWeighed = false }: NodeViewProps) {
  return (
    <div data-node={at} className="min-w-0 scroll-mt-20">
      {node.kind === 'target' ? (
        <TargetRow at={at} node={node} isWeighed={isWeighed} />
      ) : (
        <GroupCard at={at} node={node} isWeighed={isWeighed} view={NodeView} />
      )}
    </div>
  );
}
