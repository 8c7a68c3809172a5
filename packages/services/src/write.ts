import { appendChange } from '@weir/db/prisma/append-change';
import { type Transaction, transact } from '@weir/db/prisma/client';
import { constraintOf } from '@weir/db/prisma/errors';
import { type OrganizationRepositories, organization } from '@weir/db/prisma/organization';
import { uuidv7 } from '@weir/runtime/uuid';
import { publishProject, readSharedParts } from './projects/publish-project.ts';
import { notFound, ServiceError } from './service-error.ts';
import type { VerbContext } from './verb.ts';

export type AuditEntry = {
  /** What was done, such as `gateway_key.revoke`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** What changed, never a secret. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
};

/** A write under way. */
export type Write = {
  readonly transaction: Transaction;
  readonly own: OrganizationRepositories;
  /** Milliseconds since 1970, one instant for the whole write. */
  readonly nowMs: number;
  audit(entry: AuditEntry): Promise<void>;
  /** The documents to compile and publish before the commit: one project's, or every active project's. */
  affects(projectId: string | 'every project'): void;
};

/** What a write came to, and the version that each published document has now, by project id. */
export type Written<T> = { readonly result: T; readonly versions: ReadonlyMap<string, number> };

type Affected = { isEvery: boolean; readonly projectIds: Set<string> };

async function publishAll(write: Write, affected: Affected): Promise<Map<string, number>> {
  const { own, transaction, nowMs } = write;
  if (affected.isEvery) for (const project of await own.projects.active()) affected.projectIds.add(project.id);
  const versions = new Map<string, number>();
  if (affected.projectIds.size > 0) {
    const shared = await readSharedParts(own, nowMs);
    for (const id of [...affected.projectIds].sort()) versions.set(id, await publishProject(own, id, shared));
  }
  if (affected.isEvery) await appendChange(transaction, { organizationId: own.id });
  else for (const projectId of versions.keys()) await appendChange(transaction, { organizationId: own.id, projectId });
  return versions;
}

function beginWrite({ services, actor }: VerbContext, transaction: Transaction, affected: Affected): Write {
  const own = organization(transaction, actor.organizationId);
  const nowMs = services.now();
  return {
    transaction,
    own,
    nowMs,
    async audit({ detail = {}, ...entry }) {
      const line = { id: uuidv7(nowMs), at: new Date(nowMs), actorKind: actor.kind, actorId: actor.id };
      await own.auditLines.append({ ...line, ...entry, detail });
    },
    affects(projectId) {
      if (projectId === 'every project') affected.isEvery = true;
      else affected.projectIds.add(projectId);
    },
  };
}

function refusalOf(error: unknown): unknown {
  const constraint = constraintOf(error);
  if (constraint === 'duplicate')
    return new ServiceError('conflict', 'There is one like this already.', { cause: error });
  if (constraint === 'reference') return notFound('thing to refer to');
  return error;
}

/** As `write`, inside a transaction that the caller has open. */
export async function writeWithin<T>(
  context: VerbContext,
  transaction: Transaction,
  work: (write: Write) => Promise<T>,
): Promise<Written<T>> {
  const affected: Affected = { isEvery: false, projectIds: new Set() };
  const begun = beginWrite(context, transaction, affected);
  if (!(await begun.own.lock())) throw notFound('organization');
  const result = await work(begun);
  return { result, versions: await publishAll(begun, affected) };
}

/**
 * One transaction of an organization: the change, its audit lines, and the documents it affects with their place in the
 * change feed; all or nothing. Writes of one organization take turns, so each document is compiled of what is committed.
 */
export async function write<T>(context: VerbContext, work: (write: Write) => Promise<T>): Promise<Written<T>> {
  try {
    return await transact(context.services.database, (transaction) => writeWithin(context, transaction, work));
  } catch (error) {
    throw refusalOf(error);
  }
}

/** The organization of the actor, for reading. */
export function read({ services, actor }: VerbContext): OrganizationRepositories {
  return organization(services.database, actor.organizationId);
}
