import { migrate } from '@weir/db/migrate';
import { instanceError } from './instance-error.ts';

/** Brings the database up to this release and names the migrations applied. Throws InstanceError with the remedy. */
export async function prepareDatabase(databaseUrl: string): Promise<{ readonly applied: readonly string[] }> {
  try {
    return await migrate(databaseUrl);
  } catch (error) {
    throw instanceError(error);
  }
}
