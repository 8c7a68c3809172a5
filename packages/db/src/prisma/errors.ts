import { Prisma } from './generated/client.ts';

/**
 * What a constraint refused: `duplicate` (the value is taken), `reference` (a row it names is not there, or rows still
 * name it). Undefined for every other error.
 */
export function constraintOf(error: unknown): 'duplicate' | 'reference' | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  if (error.code === 'P2002') return 'duplicate';
  return error.code === 'P2003' ? 'reference' : undefined;
}
