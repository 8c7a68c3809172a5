import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import { nameField } from '../fields.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { requireTeam } from './require-team.ts';
import { teamView, toTeamView } from './view.ts';

/** Creates a team without members. Its name is the organization's only one like it. */
export const createTeam = verb({
  action: 'team.write',
  input: z.strictObject({ name: nameField }),
  output: teamView,
  async run(context, { name }) {
    const { result } = await write(context, async ({ own, audit, nowMs }) => {
      const { id } = await own.teams.create({ id: uuidv7(nowMs), name });
      await audit({ action: 'team.create', subjectKind: 'team', subjectId: id, detail: { name } });
      return requireTeam(own, id);
    });
    return toTeamView(result);
  },
});
