import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { gatewayKeyView, toGatewayKeyView } from './view.ts';

/** One gateway key, without its text. */
export const getGatewayKey = verb({
  action: 'gateway_key.read',
  input: z.strictObject({ id: idField }),
  output: gatewayKeyView,
  async run(context, { id }) {
    const row = await read(context).gatewayKeys.get(id);
    if (row === undefined) throw notFound('gateway key');
    return toGatewayKeyView(row);
  },
});
