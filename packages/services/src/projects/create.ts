import type { Project } from '@weir/db/prisma/rows';
import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import { limitsField, nameField } from '../fields.ts';
import { requireRoom } from '../quota.ts';
import { slugOf } from '../slug.ts';
import { verb } from '../verb.ts';
import { type Write, write } from '../write.ts';
import { projectView, toProjectView } from './view.ts';

/** Adds a project inside a write; its document is published with it. */
export async function addProject(begun: Write, name: string): Promise<Project> {
  const { own, audit, affects, nowMs } = begun;
  await requireRoom(begun, 'projects');
  const id = uuidv7(nowMs);
  const wanted = slugOf(name, 'project');
  const isTaken = (await own.projects.list()).some(({ slug }) => slug === wanted);
  const row = await own.projects.create({ id, name, slug: isTaken ? `${wanted}-${id.slice(-6)}` : wanted });
  await audit({ action: 'project.create', subjectKind: 'project', subjectId: id, detail: { name } });
  affects(id);
  return row;
}

/** Creates a project. */
export const createProject = verb({
  action: 'project.create',
  input: z.strictObject({ name: nameField, limits: limitsField }),
  output: projectView,
  async run(context, { name }) {
    const { result } = await write(context, (begun) => addProject(begun, name));
    return toProjectView(result);
  },
});
