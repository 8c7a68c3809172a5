import { provider as findProvider } from '@weir/providers/registry';
import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import { timeField } from '../fields.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { priceView, toPriceView, usdPerMillionField } from './view.ts';

const providerField = z
  .string()
  .refine((id) => findProvider(id) !== undefined, 'is no provider; see /api/v1/providers');

/** Sets a price of the organization's own, from `effectiveFrom` on, or from now on. */
export const createPrice = verb({
  action: 'price.write',
  input: z.strictObject({
    provider: providerField,
    model: z.string().min(1).max(200).describe("The upstream's name of the model."),
    effectiveFrom: timeField.optional(),
    usdPerMillion: usdPerMillionField,
  }),
  output: priceView,
  async run(context, { provider, model, effectiveFrom, usdPerMillion }) {
    const { result } = await write(context, async ({ own, audit, affects, nowMs }) => {
      const id = uuidv7(nowMs);
      const from = effectiveFrom === undefined ? new Date(nowMs) : new Date(effectiveFrom);
      const row = await own.customPrices.create({ id, provider, model, effectiveFrom: from, usdPerMillion });
      const detail = { provider, model, effectiveFrom: from.toISOString(), ...usdPerMillion };
      await audit({ action: 'price.create', subjectKind: 'price', subjectId: id, detail });
      affects('every project');
      return row;
    });
    return toPriceView(result);
  },
});
