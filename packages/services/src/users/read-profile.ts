import { instance } from '@weir/db/prisma/instance';
import { z } from 'zod';
import { roleField } from '../actor.ts';
import { idField, timeField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { personVerb } from '../verb.ts';

const projectView = z.strictObject({ id: idField, slug: z.string(), name: z.string() });

const membershipView = z.strictObject({
  organizationId: idField,
  slug: z.string(),
  name: z.string(),
  /** IANA name; budgets and days of the organization are aligned to it. */
  timeZone: z.string(),
  role: roleField,
  memberId: idField,
  /** Those that are not archived, oldest first. */
  projects: z.array(projectView),
});

/** A person as that person sees oneself. */
export const profileView = z.strictObject({
  id: idField,
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  isOperator: z.boolean(),
  /** IANA name; null: the browser's. */
  timeZone: z.string().nullable(),
  hasPassword: z.boolean(),
  identities: z.array(z.strictObject({ id: idField, issuer: z.string(), createdAt: timeField })),
  /** Oldest first. */
  memberships: z.array(membershipView),
});
export type ProfileView = z.output<typeof profileView>;

/** The person, with everything that the dashboard needs to find its way: one question to the database. */
export const readProfile = personVerb({
  input: z.strictObject({}),
  output: profileView,
  async run({ services, person }) {
    const found = await instance(services.database).users.profile(person.userId);
    if (found === undefined) throw notFound('user');
    const { id, name, email, isOperator, timeZone } = found;
    return {
      id,
      name,
      email,
      emailVerified: found.emailVerifiedAt !== null,
      isOperator,
      timeZone,
      hasPassword: found.passwordHash !== null,
      identities: found.identities.map(({ id, issuer, createdAt }) => ({
        id,
        issuer,
        createdAt: createdAt.toISOString(),
      })),
      memberships: found.members.map(({ id: memberId, role, organization }) => ({
        organizationId: organization.id,
        slug: organization.slug,
        name: organization.name,
        timeZone: organization.timeZone,
        role,
        memberId,
        projects: organization.projects,
      })),
    };
  },
});
