import { readLatency } from '@weir/services/usage/latency';
import { readUsageNames } from '@weir/services/usage/names';
import { readUsage } from '@weir/services/usage/read';
import { readOrganizationUsage } from '@weir/services/usage/read-organization';
import { query, router } from '../trpc.ts';

export const usageRouter = router({
  read: query(readUsage, {
    method: 'GET',
    path: '/projects/{projectId}/usage',
    summary: 'Counts, tokens and cost over time',
  }),
  organization: query(readOrganizationUsage, {
    method: 'GET',
    path: '/usage',
    summary: 'Counts, tokens and cost of all projects over time',
  }),
  names: query(readUsageNames),
  latency: query(readLatency, {
    method: 'GET',
    path: '/latency',
    summary: 'Percentiles of duration and first token over time',
  }),
});
