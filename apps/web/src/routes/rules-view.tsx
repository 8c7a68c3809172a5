'use client';
import type { ConditionalNode } from '@weir/routing/route-plan';
import { ConditionEditor } from './condition-editor.tsx';
import { useNodeEdit } from './editor-context.tsx';
import { keyOf } from './node-keys.ts';
import type { NodePath } from './node-path.ts';
import type { ViewNode } from './node-view-props.ts';

/** The rules of a conditional node, the first that is met decides, and what holds where none is. */
export function RulesView({
  at,
  node,
  view: View,
}: {
  readonly at: NodePath;
  readonly node: ConditionalNode;
  readonly view: ViewNode;
}) {
  const change = useNodeEdit(at);
  return (
    <ol className="grid grid-cols-1 gap-3" aria-label="Rules, the first that is met decides">
      {node.when.map((rule, nth) => (
        <li key={keyOf(rule.use)} className="grid min-w-0 grid-cols-1 gap-2 border-l-2 border-line-strong pl-3">
          <div className="flex min-w-0 items-start gap-1.5">
            <span className="w-10 shrink-0 pt-1.5 whitespace-nowrap text-xs font-medium text-quiet">
              {nth === 0 ? 'If' : 'Else if'}
            </span>
            <div className="min-w-0 flex-1">
              <ConditionEditor
                condition={rule.if}
                onChange={(condition, field) =>
                  change(
                    { ...node, when: node.when.with(nth, { ...rule, if: condition }) },
                    field === undefined ? undefined : `when.${nth}.if.${field}`,
                  )
                }
              />
            </div>
          </div>
          <div className="flex min-w-0 items-start gap-1.5">
            <span className="w-10 shrink-0 pt-1.5 whitespace-nowrap text-xs font-medium text-quiet">use</span>
            <div className="min-w-0 flex-1">
              <View at={`${at}.when.${nth}.use`} node={rule.use} />
            </div>
          </div>
        </li>
      ))}
      <li className="flex min-w-0 items-start gap-1.5 border-l-2 border-line-strong pl-3">
        <span className="w-10 shrink-0 pt-1.5 whitespace-nowrap text-xs font-medium text-quiet">Else</span>
        <div className="min-w-0 flex-1">
          <View at={`${at}.otherwise`} node={node.otherwise} />
        </div>
      </li>
    </ol>
  );
}
