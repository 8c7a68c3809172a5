import type { Tenant } from '@weir/db/prisma/operator';
import { countCallsSince } from '@weir/db/sql/instance-usage';
import type { Services } from '../services.ts';
import { type TenantView, toTenantView } from './tenant-view.ts';

const monthMs = 30 * 24 * 3_600_000;

/** `rows` as the operator sees them, with their calls. */
export async function readTenantViews(services: Services, rows: readonly Tenant[]): Promise<TenantView[]> {
  const ids = rows.map(({ id }) => id);
  const calls = await countCallsSince(services.sql, ids, services.now() - monthMs);
  return rows.map((row) => toTenantView(row, calls.get(row.id) ?? 0));
}
