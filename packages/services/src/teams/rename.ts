import { z } from 'zod';
import { idField, nameField } from '../fields.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { requireTeam } from './require-team.ts';
import { teamView, toTeamView } from './view.ts';

/** Gives a team another name. */
export const renameTeam = verb({
  action: 'team.write',
  input: z.strictObject({ id: idField, name: nameField }),
  output: teamView,
  async run(context, { id, name }) {
    const { result } = await write(context, async ({ own, audit }) => {
      await own.teams.update(id, { name });
      const team = await requireTeam(own, id);
      await audit({ action: 'team.rename', subjectKind: 'team', subjectId: id, detail: { name } });
      return team;
    });
    return toTeamView(result);
  },
});
