import { exportPages } from '@weir/db/sql/export';
import type { Actor } from '../actor.ts';
import { databaseAway } from '../database-away.ts';
import { presentActor } from '../members/standing.ts';
import { authorize } from '../permissions.ts';
import type { Services } from '../services.ts';
import { write } from '../write.ts';

/** Of the lines; rises with each change that a reader could trip over. */
const format = 1;

function line(kind: string, row: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ kind, row })}\n`;
}

async function* lines(services: Services, actor: Actor): AsyncGenerator<string> {
  const { organizationId } = actor;
  const context = { services, actor };
  let rows = 0;
  try {
    await write(context, async (begun) => {
      await presentActor(begun, actor, 'organization.export');
      await begun.audit({ action: 'organization.export', subjectKind: 'organization', subjectId: organizationId });
    });
    yield line('export', { format, organizationId, at: new Date(services.now()).toISOString() });
    for await (const page of exportPages(services.sql, organizationId)) {
      rows += page.rows.length;
      for (const row of page.rows) yield line(page.kind, row);
    }
  } catch (error) {
    throw databaseAway(error);
  }
  yield line('end', { rows });
}

/**
 * Everything of the actor's organization as lines of JSON, `{kind, row}`: what was configured, without secrets and
 * their hashes, and every call and attempt. Read in pages, so that it takes the same memory at any size. The last line
 * has the kind `end` and the count of rows: an export without it is cut short. Throws `forbidden`.
 */
export function exportOrganization(services: Services, actor: Actor): AsyncIterable<string> {
  authorize(actor, 'organization.export');
  return lines(services, actor);
}
