import { readCalls } from '@weir/db/sql/calls';
import { callStatuses } from '@weir/protocol/ledger';
import { z } from 'zod';
import { idField, pageFields, pageOf, timeField } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { answered } from '../query-refusal.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { callView } from './view.ts';

const nameFilter = z.string().max(200).optional();

/** A project's calls, newest first. */
export const listCalls = verb({
  action: 'call.read',
  input: z.strictObject({
    projectId: idField,
    from: timeField.optional(),
    to: timeField.optional(),
    model: nameFilter.describe('Of the attempt that answered.'),
    provider: nameFilter,
    route: nameFilter,
    key: idField.optional().describe("A gateway key's id."),
    status: z.enum(callStatuses).optional(),
    ...pageFields,
  }),
  output: pageOf(callView),
  async run(context, { projectId, from, to, limit, cursor, ...filters }) {
    const { take, query } = pageRequest({ limit, cursor });
    const own = read(context);
    if ((await own.projects.get(projectId)) === undefined) throw notFound('project');
    const time = {
      fromMs: from === undefined ? undefined : Date.parse(from),
      toMs: to === undefined ? undefined : Date.parse(to),
    };
    const asked = { organizationId: own.id, projectId, ...time, ...filters, ...query };
    const calls = await answered(readCalls(context.services.sql, asked));
    const page = pageFrom(
      calls.map((call) => ({ id: call.callId, call })),
      take,
      ({ call }) => ({ ...call }),
    );
    return page;
  },
});
