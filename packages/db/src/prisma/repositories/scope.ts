import type { Prisma } from '../generated/client.ts';

/** What every repository stands on: a client, and the one organization it may see. */
export type OrganizationScope = { readonly client: Prisma.TransactionClient; readonly organizationId: string };
