import clsx from 'clsx';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { type Remark, sentence } from './remark.ts';

/** What there is to say at a place of the form, in words below it. */
export function RemarkList({
  remarks,
  className,
}: {
  readonly remarks: readonly Remark[];
  readonly className?: string;
}) {
  if (remarks.length === 0) return null;
  return (
    <ul className={clsx('grid gap-1', className)}>
      {remarks.map(({ path, message, tone }) => {
        const Icon = tone === 'bad' ? CircleAlert : TriangleAlert;
        return (
          <li
            key={`${path} ${message}`}
            className={clsx('flex items-start gap-1.5 text-xs', tone === 'bad' ? 'text-bad' : 'text-warn')}
          >
            <Icon aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
            <span>
              <span className="sr-only">{tone === 'bad' ? 'To mend: ' : 'Worth a look: '}</span>
              {sentence(message)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
