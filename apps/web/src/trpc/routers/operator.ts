import { listTenants } from '@weir/services/operator/list-tenants';
import { readInstance } from '@weir/services/operator/read-instance';
import { setQuotas } from '@weir/services/operator/set-quotas';
import { setSignUpMode } from '@weir/services/operator/set-sign-up-mode';
import { mutation, query, router } from '../trpc.ts';

export const operatorRouter = router({
  instance: query(readInstance),
  tenants: query(listTenants),
  setQuotas: mutation(setQuotas),
  setSignUpMode: mutation(setSignUpMode),
});
