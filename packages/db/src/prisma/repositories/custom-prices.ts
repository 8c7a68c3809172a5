import type { CustomPrice } from '../generated/client.ts';
import { type Page, paged } from '../page.ts';
import type { OrganizationScope } from './scope.ts';

export type NewCustomPrice = Pick<CustomPrice, 'id' | 'provider' | 'model' | 'effectiveFrom'> & {
  usdPerMillion: Readonly<Record<string, string>>;
};

/** Prices of one organization's own. */
export function customPrices({ client, organizationId }: OrganizationScope) {
  return {
    list(page: Page = {}): Promise<CustomPrice[]> {
      const { where, order } = paged(page);
      return client.customPrice.findMany({ where: { organizationId, ...where }, ...order });
    },
    async get(id: string): Promise<CustomPrice | undefined> {
      return (await client.customPrice.findFirst({ where: { organizationId, id } })) ?? undefined;
    },
    create(price: NewCustomPrice): Promise<CustomPrice> {
      return client.customPrice.create({ data: { ...price, organizationId } });
    },
    async remove(id: string): Promise<boolean> {
      return (await client.customPrice.deleteMany({ where: { organizationId, id } })).count > 0;
    },
  };
}
