import { z } from 'zod';
import { idField, pageFields, pageOf } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { gatewayKeyLines } from './lines.ts';
import { gatewayKeyLineView } from './view.ts';

/** A project's gateway keys, revoked ones too, newest first. */
export const listGatewayKeys = verb({
  action: 'gateway_key.read',
  input: z.strictObject({ projectId: idField, ...pageFields }),
  output: pageOf(gatewayKeyLineView),
  async run(context, { projectId, ...input }) {
    const page = pageRequest(input);
    const own = read(context);
    if ((await own.projects.get(projectId)) === undefined) throw notFound('project');
    const rows = await own.gatewayKeys.list({ projectId, ...page.query });
    const { data, nextCursor } = pageFrom(rows, page.take, (row) => row);
    return { data: await gatewayKeyLines(context, data), nextCursor };
  },
});
