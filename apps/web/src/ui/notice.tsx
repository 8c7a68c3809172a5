import clsx from 'clsx';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const kinds = {
  info: { icon: Info, classes: 'border-info/30 bg-info-soft', tone: 'text-info', role: 'status' },
  good: { icon: CircleCheck, classes: 'border-good/30 bg-good-soft', tone: 'text-good', role: 'status' },
  warn: { icon: TriangleAlert, classes: 'border-warn/30 bg-warn-soft', tone: 'text-warn', role: 'status' },
  bad: { icon: CircleAlert, classes: 'border-bad/30 bg-bad-soft', tone: 'text-bad', role: 'alert' },
} as const;

/** Something to know before going on: what happened, what it means, what to do. */
export function Notice({
  kind = 'info',
  title,
  children,
  actions,
}: {
  readonly kind?: keyof typeof kinds;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  const { icon: Icon, classes, tone, role } = kinds[kind];
  return (
    <div
      role={role}
      className={clsx(
        'flex min-w-0 flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-3.5 py-3 text-sm',
        classes,
      )}
    >
      <Icon aria-hidden="true" className={clsx('mt-0.5 size-4 shrink-0', tone)} />
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-0.5">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children !== undefined && <div className="min-w-0 [overflow-wrap:anywhere]">{children}</div>}
      </div>
      {actions}
    </div>
  );
}
