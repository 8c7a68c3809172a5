import type { Actor, Role } from './actor.ts';
import { createInvitation } from './invitations/create.ts';
import { listInvitations } from './invitations/list.ts';
import { revokeInvitation } from './invitations/revoke.ts';
import { changeMemberRole } from './members/change-role.ts';
import { leaveOrganization } from './members/leave.ts';
import { listMembers } from './members/list.ts';
import { newMember } from './members/members.test-support.ts';
import { removeMember } from './members/remove.ts';
import { deleteOrganization } from './organizations/delete.ts';
import { getOrganization } from './organizations/get.ts';
import { newActor } from './services.test-support.ts';
import type { Services } from './services.ts';
import { createTeam } from './teams/create.ts';
import { deleteTeam } from './teams/delete.ts';
import { listTeams } from './teams/list.ts';
import { renameTeam } from './teams/rename.ts';
import { setTeamMembers } from './teams/set-members.ts';
import type { Verb } from './verb.ts';

export type Call = (actor: Actor) => Promise<unknown>;

/** A verb, whom it lets in, and how it is called. */
export type Row = {
  readonly name: string;
  readonly allowed: readonly Role[];
  /** What a caller of another organization sees; `list` holds nothing of ours. */
  readonly foreign: 'not_found' | 'list' | 'own';
  /** Makes what it needs as the owner, and gives the call. */
  readonly prepare: () => Promise<Call>;
};

/** Open services and an owner; the tests have them only once they run. */
export type World = () => { readonly services: Services; readonly owner: Actor };

type Rest<Input> = {
  readonly allowed: readonly Role[];
  readonly foreign: Row['foreign'];
  readonly input: () => Promise<Input> | Input;
};

/** Makes rows of verbs in `world`. */
export function rowIn(world: World) {
  return <Input, Output>(name: string, verb: Verb<Input, Output>, rest: Rest<Input>): Row => ({
    name,
    allowed: rest.allowed,
    foreign: rest.foreign,
    async prepare() {
      const input = await rest.input();
      return (actor) => verb(world().services, actor, input);
    },
  });
}

const all: readonly Role[] = ['owner', 'admin', 'developer', 'viewer', 'billing'];
const managers: readonly Role[] = ['owner', 'admin'];

let serial = 0;
function fresh(what: string): string {
  serial += 1;
  return `${what}${serial}`;
}

/** The verbs that end something that the others stand on: each gets one of its own. */
function endingRows(world: World): Row[] {
  return [
    {
      name: 'members/leave',
      allowed: all,
      foreign: 'own',
      async prepare() {
        const { services, owner } = world();
        await newMember(services, owner.organizationId, 'owner');
        return async ({ organizationId, role }) =>
          leaveOrganization(services, await newMember(services, organizationId, role), {});
      },
    },
    {
      name: 'organizations/delete',
      allowed: ['owner'],
      foreign: 'own',
      async prepare() {
        const { services } = world();
        const own = await newActor(services);
        const { name } = await getOrganization(services, own, {});
        return ({ role }) => deleteOrganization(services, { ...own, role }, { confirmName: name });
      },
    },
  ];
}

/** The rows of members, invitations and teams. */
export function peopleRows(world: World): Row[] {
  const row = rowIn(world);
  const member = async () => (await newMember(world().services, world().owner.organizationId, 'viewer')).memberId;
  const team = async () => (await createTeam(world().services, world().owner, { name: fresh('team') })).id;
  const email = () => `${fresh('invited')}@example.org`;
  const invitation = async () => {
    const made = await createInvitation(world().services, world().owner, { email: email(), role: 'viewer' });
    return made.id;
  };
  const managed = { allowed: managers, foreign: 'not_found' } as const;
  return [
    row('members/list', listMembers, { allowed: all, foreign: 'list', input: () => ({}) }),
    row('members/change-role', changeMemberRole, {
      ...managed,
      input: async () => ({ id: await member(), role: 'developer' as const }),
    }),
    row('members/remove', removeMember, { ...managed, input: async () => ({ id: await member() }) }),
    row('invitations/list', listInvitations, { allowed: managers, foreign: 'list', input: () => ({}) }),
    row('invitations/create', createInvitation, {
      ...{ allowed: managers, foreign: 'own' },
      input: () => ({ email: email(), role: 'viewer' as const }),
    }),
    row('invitations/revoke', revokeInvitation, { ...managed, input: async () => ({ id: await invitation() }) }),
    row('teams/list', listTeams, { allowed: all, foreign: 'list', input: () => ({}) }),
    row('teams/create', createTeam, {
      ...{ allowed: managers, foreign: 'own' },
      input: () => ({ name: fresh('team') }),
    }),
    row('teams/rename', renameTeam, { ...managed, input: async () => ({ id: await team(), name: fresh('team') }) }),
    row('teams/set-members', setTeamMembers, {
      ...managed,
      input: async () => ({ id: await team(), memberIds: [await member()] }),
    }),
    row('teams/delete', deleteTeam, { ...managed, input: async () => ({ id: await team() }) }),
    ...endingRows(world),
  ];
}
