import { z } from 'zod';
import { idField, pageFields, pageOf } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { gatewayKeyView, toGatewayKeyView } from './view.ts';

/** A project's gateway keys, revoked ones too, newest first. */
export const listGatewayKeys = verb({
  action: 'gateway_key.read',
  input: z.strictObject({ projectId: idField, ...pageFields }),
  output: pageOf(gatewayKeyView),
  async run(context, { projectId, ...input }) {
    const page = pageRequest(input);
    const own = read(context);
    if ((await own.projects.get(projectId)) === undefined) throw notFound('project');
    return pageFrom(await own.gatewayKeys.list({ projectId, ...page.query }), page.take, toGatewayKeyView);
  },
});
