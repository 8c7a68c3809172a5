import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { requireTeam } from './require-team.ts';
import { teamView, toTeamView } from './view.ts';

/** Deletes a team; its members stay members of the organization. */
export const deleteTeam = verb({
  action: 'team.write',
  input: z.strictObject({ id: idField }),
  output: teamView,
  async run(context, { id }) {
    const { result } = await write(context, async ({ own, audit }) => {
      const team = await requireTeam(own, id);
      await own.teams.remove(id);
      await audit({ action: 'team.delete', subjectKind: 'team', subjectId: id, detail: { name: team.name } });
      return team;
    });
    return toTeamView(result);
  },
});
