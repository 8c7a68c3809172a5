import { findCallReceipt } from '@weir/services/calls/find-receipt';
import { listCalls } from '@weir/services/calls/list';
import { listOrganizationCalls } from '@weir/services/calls/list-organization';
import { rateAnswer } from '@weir/services/calls/rate';
import { readCallErrors } from '@weir/services/calls/read-errors';
import { readAnswerRating } from '@weir/services/calls/read-rating';
import { readCallReceipt } from '@weir/services/calls/read-receipt';
import { summarizeCalls } from '@weir/services/calls/summarize';
import { mutation, query, router } from '../trpc.ts';

export const callsRouter = router({
  list: query(listCalls, { method: 'GET', path: '/projects/{projectId}/calls', summary: 'Calls, newest first' }),
  organization: query(listOrganizationCalls, {
    method: 'GET',
    path: '/calls',
    summary: 'Calls of all projects, newest first',
  }),
  summary: query(summarizeCalls, {
    method: 'GET',
    path: '/calls-summary',
    summary: 'What the calls with these filters come to',
  }),
  errors: query(readCallErrors, {
    method: 'GET',
    path: '/calls-errors',
    summary: 'How calls that did not succeed ended, by error',
  }),
  receipt: query(readCallReceipt, {
    method: 'GET',
    path: '/calls/{callId}',
    summary: 'The receipt of a call: decision, attempts, usage and cost',
  }),
  findReceipt: query(findCallReceipt),
  rating: query(readAnswerRating),
  rate: mutation(rateAnswer, {
    method: 'PUT',
    path: '/calls/{callId}/rating',
    summary: 'Say how good an answer is, for smart routes to learn from',
    description:
      'What is said last counts. The gateway takes the same at `/v1/feedback`, and verdicts about two answers.',
  }),
});
