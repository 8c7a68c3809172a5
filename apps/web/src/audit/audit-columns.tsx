import type { Column } from '../ui/table/column.ts';
import { Time } from '../ui/time.tsx';
import type { AuditLine } from './audit-line.ts';
import { actorOf, deedOf, subjectOf } from './audit-words.ts';

/** The columns of the audit log. */
export const auditColumns: readonly Column<AuditLine>[] = [
  {
    id: 'what',
    header: 'What happened',
    phone: 'title',
    cell: (line) => (
      <p className="py-1 font-normal [overflow-wrap:anywhere]">
        <span className="font-medium">{actorOf(line)}</span> <span className="text-quiet">{deedOf(line)}</span>{' '}
        <span className="font-medium">{subjectOf(line)}</span>
      </p>
    ),
  },
  {
    id: 'action',
    header: 'Action',
    width: 'w-56',
    phone: 'hide',
    cell: ({ action }) => <code className="text-xs text-quiet">{action}</code>,
  },
  { id: 'at', header: 'When', width: 'w-52', align: 'right', cell: ({ at }) => <Time at={at} absolute /> },
];
