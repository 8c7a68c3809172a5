import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { gatewayKeyLines } from './lines.ts';
import { gatewayKeyLineView } from './view.ts';

/** One gateway key, without its text. */
export const getGatewayKey = verb({
  action: 'gateway_key.read',
  input: z.strictObject({ id: idField }),
  output: gatewayKeyLineView,
  async run(context, { id }) {
    const row = await read(context).gatewayKeys.get(id);
    const [line] = row === undefined ? [] : await gatewayKeyLines(context, [row]);
    if (line === undefined) throw notFound('gateway key');
    return line;
  },
});
