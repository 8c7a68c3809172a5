import { z } from 'zod';
import { pageFields, pageOf } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { managementTokenView, toManagementTokenView } from './view.ts';

/** Management tokens, revoked ones too, newest first. */
export const listManagementTokens = verb({
  action: 'management_token.read',
  input: z.strictObject(pageFields),
  output: pageOf(managementTokenView),
  async run(context, input) {
    const page = pageRequest(input);
    return pageFrom(await read(context).managementTokens.list(page.query), page.take, toManagementTokenView);
  },
});
