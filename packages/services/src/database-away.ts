import { ServiceError } from './service-error.ts';

/** Codes of Prisma, postgres.js, the sockets and PostgreSQL that mean: the database does not answer now. */
const awayCodes = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  '57P01',
  '57P03',
  '53300',
]);

const depthMax = 5;

function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth === depthMax) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = 'cause' in error ? codesOf(error.cause, depth + 1) : [];
  const several = error instanceof AggregateError ? error.errors.flatMap((each) => codesOf(each, depth + 1)) : [];
  return [...own, ...inner, ...several];
}

/** `error` as `unavailable` when it says that the database is away, else itself. */
export function databaseAway(error: unknown): unknown {
  if (error instanceof ServiceError || !codesOf(error).some((code) => awayCodes.has(code))) return error;
  return new ServiceError('unavailable', 'The database does not answer; try again in a moment.', { cause: error });
}
