import { z } from 'zod';
import { pageFields, pageOf } from '../fields.ts';
import { filterFields, filtersOf } from '../usage/filters.ts';
import { verb } from '../verb.ts';
import { callsFields, callsFilterOf } from './filters.ts';
import { pageOfCalls } from './page.ts';
import { callView } from './view.ts';

/** Calls of the whole organization, or of some of its projects, newest first. */
export const listOrganizationCalls = verb({
  action: 'call.read',
  input: z.strictObject({ ...callsFields, ...filterFields, ...pageFields }),
  output: pageOf(callView),
  run: (context, input) => {
    const filter = callsFilterOf(context.actor.organizationId, filtersOf(input), input);
    return pageOfCalls(context, filter, input);
  },
});
