import { Prisma, type ProviderKey } from '../generated/client.ts';
import { type Page, paged } from '../page.ts';
import type { OrganizationScope } from './scope.ts';

type Settable = Pick<
  Prisma.ProviderKeyUncheckedCreateInput,
  | 'projectId'
  | 'kind'
  | 'sealedSecret'
  | 'lastFour'
  | 'baseUrl'
  | 'settings'
  | 'status'
  | 'position'
  | 'rotatedAt'
  | 'region'
  | 'zeroRetention'
  | 'weight'
>;
type Trial = { trial?: Prisma.InputJsonValue | null };

export type NewProviderKey = Pick<ProviderKey, 'id' | 'provider' | 'name'> & Settable & Trial;
export type ProviderKeyChange = Partial<Pick<ProviderKey, 'name'>> & Omit<Settable, 'projectId' | 'kind'> & Trial;

// Prisma tells SQL's null from JSON's; a trial that never was is SQL's.
function withTrial<Data extends Trial>({ trial, ...rest }: Data) {
  return trial === undefined ? rest : { ...rest, trial: trial ?? Prisma.DbNull };
}

/** Provider keys of one organization, its own and its projects'. */
export function providerKeys({ client, organizationId }: OrganizationScope) {
  return {
    list(page: Page & { projectId?: string | undefined } = {}): Promise<ProviderKey[]> {
      const { where, order } = paged(page);
      const ofProject = page.projectId === undefined ? {} : { projectId: page.projectId };
      return client.providerKey.findMany({ where: { organizationId, ...ofProject, ...where }, ...order });
    },
    /** Those that a project may use, in its provider order. */
    usableBy(projectId: string): Promise<ProviderKey[]> {
      return client.providerKey.findMany({
        where: { organizationId, OR: [{ projectId: null }, { projectId }] },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
      });
    },
    async get(id: string): Promise<ProviderKey | undefined> {
      return (await client.providerKey.findFirst({ where: { organizationId, id } })) ?? undefined;
    },
    create(key: NewProviderKey): Promise<ProviderKey> {
      return client.providerKey.create({ data: { ...withTrial(key), organizationId } });
    },
    async update(id: string, change: ProviderKeyChange): Promise<ProviderKey | undefined> {
      const where = { organizationId, id };
      return (await client.providerKey.updateManyAndReturn({ where, data: withTrial(change) }))[0];
    },
    async remove(id: string): Promise<boolean> {
      return (await client.providerKey.deleteMany({ where: { organizationId, id } })).count > 0;
    },
  };
}
