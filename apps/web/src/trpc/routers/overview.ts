import { readOverview } from '@weir/services/overview/read';
import { query, router } from '../trpc.ts';

export const overviewRouter = router({
  read: query(readOverview),
});
