import { z } from 'zod';
import { idField } from '../fields.ts';
import { ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { requireTeam } from './require-team.ts';
import { teamView, toTeamView } from './view.ts';

const membersMax = 1_000;

/** Says who is in a team: those named, and nobody else. */
export const setTeamMembers = verb({
  action: 'team.write',
  input: z.strictObject({ id: idField, memberIds: z.array(idField).max(membersMax) }),
  output: teamView,
  async run(context, { id, memberIds }) {
    const wanted = [...new Set(memberIds)];
    const { result } = await write(context, async ({ own, audit }) => {
      await requireTeam(own, id);
      if ((await own.members.countOf(wanted)) < wanted.length) {
        throw new ServiceError('invalid', 'memberIds: there is no such member.', { field: 'memberIds' });
      }
      await own.teams.empty(id);
      await own.teams.add(id, wanted);
      await audit({ action: 'team.set_members', subjectKind: 'team', subjectId: id, detail: { memberIds: wanted } });
      return requireTeam(own, id);
    });
    return toTeamView(result);
  },
});
