import { createPrice } from '@weir/services/prices/create';
import { deletePrice } from '@weir/services/prices/delete';
import { listPrices } from '@weir/services/prices/list';
import { mutation, query, router } from '../trpc.ts';

export const pricesRouter = router({
  list: query(listPrices, { method: 'GET', path: '/prices', summary: "The organization's own prices, newest first" }),
  create: mutation(createPrice, {
    method: 'POST',
    path: '/prices',
    summary: 'Set a price of your own',
    description: 'Holds for calls from `effectiveFrom` on (now, when absent); past costs never change.',
    status: 201,
  }),
  delete: mutation(deletePrice, { method: 'DELETE', path: '/prices/{id}', summary: 'Delete a price', status: 204 }),
});
