import { listModels } from '@weir/services/catalog/list-models';
import { listProviders } from '@weir/services/catalog/list-providers';
import { query, router } from '../trpc.ts';

export const catalogRouter = router({
  providers: query(listProviders, { method: 'GET', path: '/providers', summary: 'Providers that can be called' }),
  models: query(listModels, { method: 'GET', path: '/models', summary: 'Models, and what they cost now' }),
});
