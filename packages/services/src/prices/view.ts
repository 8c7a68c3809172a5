import { isUsdAmount } from '@weir/catalog/usd';
import type { CustomPrice } from '@weir/db/prisma/rows';
import { usageBuckets } from '@weir/protocol/usage';
import { z } from 'zod';
import { idField, timeField } from '../fields.ts';

const amountField = z
  .string()
  .max(32)
  .regex(/^\d+(\.\d+)?$/, 'must be a decimal amount in USD such as "0.15"')
  .refine(isUsdAmount, 'must be at most 9000000 and have at most 12 decimal places');

/** Prices by bucket. */
export const usdPerMillionField = z
  .partialRecord(z.enum(usageBuckets), amountField)
  .refine((prices) => Object.keys(prices).length > 0, 'must price at least one bucket')
  .describe('Decimal USD per million units, by bucket. A bucket without a price makes the cost of its use unknown.');

/** A price of the organization's own. */
export const priceView = z
  .strictObject({
    id: idField,
    provider: z.string(),
    model: z.string(),
    effectiveFrom: timeField,
    usdPerMillion: z.record(z.string(), z.string()),
    createdAt: timeField,
  })
  .meta({ id: 'Price' });
export type PriceView = z.output<typeof priceView>;

/** The stored form of prices by bucket. */
export const storedUsdPerMillion = z.record(z.string(), z.string());

/** `row` as its members see it. */
export function toPriceView(row: CustomPrice): PriceView {
  const { id, provider, model } = row;
  return {
    id,
    provider,
    model,
    effectiveFrom: row.effectiveFrom.toISOString(),
    usdPerMillion: storedUsdPerMillion.parse(row.usdPerMillion),
    createdAt: row.createdAt.toISOString(),
  };
}
