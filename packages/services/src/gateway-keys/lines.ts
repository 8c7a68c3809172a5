import { keysLastUsed } from '@weir/db/sql/key-last-used';
import type { VerbContext } from '../verb.ts';
import type { read } from '../write.ts';
import { type GatewayKeyLine, toGatewayKeyView } from './view.ts';

type Row = Awaited<ReturnType<ReturnType<typeof read>['gatewayKeys']['list']>>[number];

/** `rows` as lists show them: with the owner's name and the latest use. */
export async function gatewayKeyLines(
  { services, actor }: VerbContext,
  rows: readonly Row[],
): Promise<GatewayKeyLine[]> {
  const ids = rows.map(({ id }) => id);
  const lastUsed = await keysLastUsed(services.sql, actor.organizationId, ids);
  return rows.map((row) => ({
    ...toGatewayKeyView(row),
    ownerName: row.member?.user.name ?? null,
    lastUsedAt: lastUsed.get(row.id)?.toISOString() ?? null,
  }));
}
