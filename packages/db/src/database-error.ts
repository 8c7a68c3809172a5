/** The database cannot be used: one line with the reason and the remedy, without credentials. */
export class DatabaseError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseError';
  }
}

/** Driver and SQLSTATE codes (PostgreSQL, appendix A) that a wrong DATABASE_URL or a missing server brings. */
const remedies: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: start PostgreSQL or correct host and port in DATABASE_URL',
  ENOTFOUND: 'its host name is unknown: correct DATABASE_URL',
  EAI_AGAIN: 'its host name cannot be looked up: check the network and DATABASE_URL',
  ETIMEDOUT: 'it does not answer: check the network, the firewall and DATABASE_URL',
  EHOSTUNREACH: 'its host cannot be reached: check the network and DATABASE_URL',
  CONNECT_TIMEOUT: 'it does not answer: check the network, the firewall and DATABASE_URL',
  CONNECTION_CLOSED: 'it closed the connection: look into its log',
  '28P01': 'user or password are wrong: correct DATABASE_URL',
  '28000': 'the user may not log in: correct DATABASE_URL or pg_hba.conf',
  '3D000': 'the database does not exist: create it or correct DATABASE_URL',
  '53300': 'it has no connection left: raise max_connections',
  '57P03': 'it is still starting: try again in a moment',
  '42501': 'the user lacks rights: grant it the database (CREATE on it and on schema public)',
  ERR_INVALID_URL: 'DATABASE_URL is no URL: write postgresql://user:password@host:5432/database',
};

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Where the URL points, without user and password. */
function placeOf(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'The database';
  const { host, pathname } = new URL(databaseUrl);
  return `The database ${host}${pathname}`;
}

/** `error` as a DatabaseError: the known ones with their remedy, others with their first line. */
export function databaseError(error: unknown, databaseUrl: string): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const code = codeOf(error);
  const remedy = code === undefined ? undefined : remedies[code];
  const lines = (error instanceof Error ? error.message : String(error)).split('\n').map((line) => line.trim());
  const message = lines.find((line) => line.includes('ERROR:')) ?? lines[0] ?? '';
  return new DatabaseError(`${placeOf(databaseUrl)} cannot be used: ${remedy ?? message}.`, error);
}
