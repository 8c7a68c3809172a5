import { z } from 'zod';
import { pageFields, pageOf } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { auditLineView, readNames, toAuditLineView } from './view.ts';

const filterFields = {
  subjectKind: z.string().max(64).optional().describe('Such as `gateway_key`.'),
  subjectId: z.string().max(64).optional(),
};

/** Who changed what in the organization, newest first. */
export const listAuditLines = verb({
  action: 'audit.read',
  input: z.strictObject({ ...filterFields, ...pageFields }),
  output: pageOf(auditLineView),
  async run(context, { subjectKind, subjectId, ...input }) {
    const page = pageRequest(input);
    const own = read(context);
    const rows = await own.auditLines.list({ subjectKind, subjectId, ...page.query });
    const nameOf = await readNames(own, rows);
    return pageFrom(rows, page.take, (row) => toAuditLineView(row, nameOf));
  },
});
