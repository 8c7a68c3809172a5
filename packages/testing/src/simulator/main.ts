import { parseArgs } from 'node:util';
import { readTraffic } from '../reference.ts';
import { startSimulator } from '../simulator.ts';

/**
 * The simulator as a process of its own: `node main.ts [--port n] [--seed n] [--ledger path] [--replay]`. Prints its
 * URL and runs until SIGTERM.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    ledger: { type: 'string' },
    replay: { type: 'boolean', default: false },
  },
});

const simulator = await startSimulator({
  port: Number(values.port),
  seed: Number(values.seed),
  records: values.replay ? readTraffic('replay by the simulator') : [],
  ...(values.ledger === undefined ? {} : { ledgerPath: values.ledger }),
});
process.stdout.write(`${simulator.url}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void simulator.close().then(() => process.exit(0)));
}
