import { z } from 'zod';
import { pageFields, pageOf } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { teamView, toTeamView } from './view.ts';

/** Teams with their members, newest first. */
export const listTeams = verb({
  action: 'team.read',
  input: z.strictObject(pageFields),
  output: pageOf(teamView),
  async run(context, input) {
    const page = pageRequest(input);
    return pageFrom(await read(context).teams.list(page.query), page.take, toTeamView);
  },
});
