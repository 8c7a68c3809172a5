import { z } from 'zod';
import { pageFields, pageOf } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { priceView, toPriceView } from './view.ts';

/** The organization's own prices, newest first. */
export const listPrices = verb({
  action: 'price.read',
  input: z.strictObject(pageFields),
  output: pageOf(priceView),
  async run(context, input) {
    const page = pageRequest(input);
    return pageFrom(await read(context).customPrices.list(page.query), page.take, toPriceView);
  },
});
