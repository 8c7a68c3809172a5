import { expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

it('exposes counters with labels and gauges that are read at each scrape', async () => {
  const metrics = createMetrics();
  let depth = 1;
  metrics.counter({ name: 'calls_total', help: 'Calls.', labels: ['status'] }).inc({ status: 'succeeded' }, 2);
  metrics.gauge({ name: 'depth', help: 'Depth.', collect: (gauge) => gauge.set(depth) });
  expect(await metrics.expose()).toContain('weir_calls_total{status="succeeded"} 2');
  depth = 5;
  expect(await metrics.expose()).toContain('weir_depth 5');
});
