import { advisoryLocks } from '../../advisory-locks.ts';
import type { Identity, Member, Organization, Prisma, Project, User } from '../generated/client.ts';

export type NewUser = Pick<User, 'id' | 'email' | 'name'> &
  Partial<Pick<User, 'passwordHash' | 'emailVerifiedAt' | 'isOperator'>>;
export type UserChange = Partial<Pick<User, 'name' | 'timeZone' | 'passwordHash' | 'emailVerifiedAt' | 'isOperator'>>;

/** A user with everything that the user may see of oneself across organizations. */
export type Profile = User & {
  identities: Identity[];
  members: (Pick<Member, 'id' | 'role'> & {
    organization: Pick<Organization, 'id' | 'slug' | 'name' | 'timeZone'> & {
      projects: Pick<Project, 'id' | 'slug' | 'name'>[];
    };
  })[];
};

const ownMemberships = {
  where: { removedAt: null, organization: { deletedAt: null } },
  orderBy: { id: 'asc' as const },
  select: {
    id: true,
    role: true,
    organization: {
      select: {
        id: true,
        slug: true,
        name: true,
        timeZone: true,
        projects: {
          where: { archivedAt: null },
          orderBy: { id: 'asc' as const },
          select: { id: true, slug: true, name: true },
        },
      },
    },
  },
};

/** People, whatever their organizations. */
export function users(client: Prisma.TransactionClient) {
  return {
    create(row: NewUser): Promise<User> {
      return client.user.create({ data: { ...row, email: row.email.toLowerCase() } });
    },
    async get(id: string): Promise<User | undefined> {
      return (await client.user.findUnique({ where: { id } })) ?? undefined;
    },
    async byEmail(email: string): Promise<User | undefined> {
      return (await client.user.findUnique({ where: { email: email.toLowerCase() } })) ?? undefined;
    },
    async update(id: string, change: UserChange): Promise<User> {
      return client.user.update({ where: { id }, data: change });
    },
    /** Puts a hash in the place of `passwordHash`, unless that was changed meanwhile. */
    async rehash(id: string, passwordHash: string, next: string): Promise<void> {
      await client.user.updateMany({ where: { id, passwordHash }, data: { passwordHash: next } });
    },
    /** Makes other sign-ups wait until this transaction ends. */
    async lockSignUps(): Promise<void> {
      await client.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks.firstUser}::bigint)`;
    },
    /** Whether the user ever got in: a sign-up whose mail was never answered did not. */
    async isFinished(id: string): Promise<boolean> {
      return (await client.user.count({ where: { id, ...finished } })) > 0;
    },
    /** Whether anybody but this user ever got in. */
    async isAnyFinished(exceptId?: string): Promise<boolean> {
      const others = exceptId === undefined ? {} : { id: { not: exceptId } };
      return (await client.user.findFirst({ where: { ...finished, ...others }, select: { id: true } })) !== null;
    },
    async profile(id: string): Promise<Profile | undefined> {
      const include = { identities: { orderBy: { id: 'asc' as const } }, members: ownMemberships };
      return (await client.user.findUnique({ where: { id }, include })) ?? undefined;
    },
  };
}

const finished = { OR: [{ emailVerifiedAt: { not: null } }, { isOperator: true }, { members: { some: {} } }] };
