import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { priceView, toPriceView } from './view.ts';

/** Deletes a price. Costs that were computed with it stay as they are. */
export const deletePrice = verb({
  action: 'price.write',
  input: z.strictObject({ id: idField }),
  output: priceView,
  async run(context, { id }) {
    const { result } = await write(context, async ({ own, audit, affects }) => {
      const known = await own.customPrices.get(id);
      if (known === undefined || !(await own.customPrices.remove(id))) throw notFound('price');
      const { provider, model } = known;
      await audit({ action: 'price.delete', subjectKind: 'price', subjectId: id, detail: { provider, model } });
      affects('every project');
      return known;
    });
    return toPriceView(result);
  },
});
