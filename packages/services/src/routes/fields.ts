import { routeName } from '@weir/routing/route-plan';
import { z } from 'zod';
import { timeField } from '../fields.ts';

/** What clients call a route by. */
export const routeNameField = routeName.describe('What clients call as `model`.');

/** Why a version was published. */
export const noteField = z.string().trim().max(500, 'must have at most 500 characters').optional();

/** What the caller saw last: when somebody has been faster, the answer is a conflict that says who and when. */
export const expectedFields = {
  expectedVersion: z
    .int()
    .min(0)
    .optional()
    .describe('The published version that this goes out from; 0: none was published. Absent: whatever there is.'),
  expectedDraftAt: timeField
    .nullable()
    .optional()
    .describe(
      '`draftUpdatedAt` of the draft that this goes out from; null: there was none. Absent: whatever there is.',
    ),
};
