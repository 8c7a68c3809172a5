import { setTimeout as sleep } from 'node:timers/promises';
import { recordProof } from '@weir/testing/proofs';
import { scaled } from '@weir/testing/scale';
import { expect, it } from 'vitest';
import { audit, readLines, readServed } from './audit.ts';
import { startInstallation } from './installation.ts';
import { startLoad } from './load.ts';
import { untilRecorded } from './settle.ts';

const outageMs = scaled({ scaled: 20_000, full: 600_000 });

it(
  'with PostgreSQL and Redis stopped known keys keep being answered, also by a gateway that restarts, and usage arrives later',
  async () => {
    const installation = await startInstallation('production');
    const { gatewayUrl, tenant, postgres, redis, gateway } = installation;
    try {
      const load = startLoad({ gatewayUrl, gatewayKey: tenant.gatewayKey, latencyMs: 200 });
      await sleep(2_000);
      await Promise.all([postgres.kill(), redis?.kill()]);
      const before = load.calls.length;
      await sleep(outageMs / 2);
      const first = load.calls.slice(before);
      await gateway.kill('SIGKILL');
      await gateway.start();
      const restarted = load.calls.length;
      await sleep(outageMs / 2);
      await load.stop();
      const second = load.calls.slice(restarted);
      for (const answers of [first, second]) {
        expect(answers.filter((call) => call.status !== 200 || !call.whole).slice(0, 3)).toEqual([]);
        // 40 clients, each with an answer of 200 ms at a time.
        expect(answers.length).toBeGreaterThan((outageMs / 2 / 1_000) * 40);
      }
      await Promise.all([postgres.start(), redis?.start()]);
      const recordedMs = await untilRecorded(installation, scaled({ scaled: 60_000, full: 600_000 }));
      const found = audit(await readServed(installation), await readLines(installation));
      expect(found).toMatchObject({ unrecorded: [], doubled: [], wrong: [] });
      expect(found.settled + found.interrupted - found.unsent.length).toBe(found.served);
      expect(found.settledPicoUsd).toBe(found.upstreamPicoUsd);
      recordProof('PostgreSQL and Redis stopped', {
        'seconds of load without them': outageMs / 1_000,
        'calls answered meanwhile': first.length + second.length,
        'requests at the upstream': found.served,
        settled: found.settled,
        interrupted: found.interrupted,
        'all recorded after their return (ms)': Math.round(recordedMs),
      });
    } finally {
      await installation.stop();
    }
  },
  scaled({ scaled: 180_000, full: 1_800_000 }),
);
