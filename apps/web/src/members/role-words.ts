import { type Role, roles } from '@weir/services/roles';

const labels: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  developer: 'Developer',
  viewer: 'Viewer',
  billing: 'Billing',
};

/** What each role is for, in one sentence. */
export const roleSentences: Readonly<Record<Role, string>> = {
  owner: 'Everything, other owners and deleting the organization included.',
  admin: 'Everything but owners and deleting the organization.',
  developer: 'Builds: projects, gateway keys, the playground. Reads providers, usage and costs.',
  viewer: 'Reads keys, providers, usage and costs. Changes nothing.',
  billing: 'Reads usage and costs, and sets prices. Sees no keys and no providers.',
};

/** A role as people read it. */
export const roleLabel = (role: Role): string => labels[role];

/** The roles as choices, strongest first. Only an owner may give the owner's. */
export function roleChoices(mayGiveOwner: boolean) {
  return roles.map((role) => ({
    value: role,
    label: labels[role],
    help: roleSentences[role],
    disabled: role === 'owner' && !mayGiveOwner,
  }));
}

/** `text` as a role; undefined for anything else. */
export function roleOf(text: string): Role | undefined {
  return roles.find((role) => role === text);
}
