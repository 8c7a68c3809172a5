import { diffPlans } from '@weir/routing/diff-plans';
import type { PlanChange } from '@weir/routing/plan-change';
import type { RoutePlan } from '@weir/routing/route-plan';
import clsx from 'clsx';
import { ArrowUpDown, type LucideIcon, Minus, Pencil, Plus } from 'lucide-react';
import { sentence } from './remark.ts';

const marks: Readonly<Record<PlanChange['kind'], { icon: LucideIcon; tone: string; words: string }>> = {
  added: { icon: Plus, tone: 'text-good', words: 'Added' },
  removed: { icon: Minus, tone: 'text-bad', words: 'Removed' },
  moved: { icon: ArrowUpDown, tone: 'text-info', words: 'Moved' },
  changed: { icon: Pencil, tone: 'text-warn', words: 'Changed' },
};

/** What was done to `before` to make `after` of it, a line for each change. */
export function PlanChanges({ before, after }: { readonly before: RoutePlan; readonly after: RoutePlan }) {
  const changes = diffPlans(before, after);
  if (changes.length === 0) return <p className="text-sm text-quiet">Both say the same.</p>;
  return (
    <ol aria-label="Changes" className="divide-y divide-line overflow-hidden rounded-md border border-line">
      {changes.map((change) => {
        const { icon: Icon, tone, words } = marks[change.kind];
        return (
          <li key={`${change.kind} ${change.path} ${change.said}`} className="flex gap-2.5 px-3 py-2 text-sm">
            <Icon aria-hidden="true" className={clsx('mt-0.5 size-3.5 shrink-0', tone)} />
            <span className="sr-only">{words}: </span>
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              {sentence(change.said)}
              <code className="mt-0.5 block text-xs text-faint">{change.path}</code>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
