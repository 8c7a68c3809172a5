import { QueryError } from '@weir/db/sql/query-error';
import { ServiceError } from './service-error.ts';

/** What `ask` answers. Throws `invalid` where the question cannot be answered as it was put. */
export async function answered<T>(ask: Promise<T>): Promise<T> {
  try {
    return await ask;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new ServiceError('invalid', error.message, { field: error.field, cause: error });
  }
}
