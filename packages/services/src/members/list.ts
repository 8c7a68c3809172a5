import { z } from 'zod';
import { pageFields, pageOf } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { memberView, toMemberView } from './view.ts';

/** Members of the organization, newest first. */
export const listMembers = verb({
  action: 'member.read',
  input: z.strictObject(pageFields),
  output: pageOf(memberView),
  async run(context, input) {
    const page = pageRequest(input);
    return pageFrom(await read(context).members.list(page.query), page.take, toMemberView);
  },
});
