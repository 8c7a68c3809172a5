import { z } from 'zod';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { gatewayKeyLines } from './lines.ts';
import { gatewayKeyLineView } from './view.ts';

const shownMax = 1_000;

/** Gateway keys of all projects, revoked ones too: the newest 1,000, and how many there are. */
export const listAllGatewayKeys = verb({
  action: 'gateway_key.read',
  input: z.strictObject({}),
  output: z.strictObject({ data: z.array(gatewayKeyLineView), total: z.int(), nextCursor: z.null() }),
  async run(context) {
    const own = read(context);
    const [rows, total] = await Promise.all([own.gatewayKeys.list({ take: shownMax }), own.gatewayKeys.count()]);
    return { data: await gatewayKeyLines(context, rows), total, nextCursor: null };
  },
});
