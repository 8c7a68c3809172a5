import type { Access } from '@weir/access/create-access';
import type { QueueConnection } from '@weir/queue/connection';
import { createUsageProducer } from '@weir/queue/producer';
import type { UsageBatch } from '@weir/queue/usage-batch';
import type { Logger } from '@weir/runtime/logger';
import type { ShippingStats } from './gateway-deps.ts';
import { startAdoption } from './spool/adopt.ts';
import { startShipper } from './spool/shipper.ts';
import type { Spool } from './spool/spool.ts';

export type ShippingOptions = {
  readonly spool: Spool;
  /** The spool's directory, and the home in which siblings' spools lie. */
  readonly directory: string;
  readonly home: string;
  readonly access: Access;
  readonly queue: QueueConnection;
  readonly log: Logger;
};

export type Shipping = {
  stats(): ShippingStats;
  /** Gives what is in the spool a moment to reach Postgres; what does not stays in the spool. */
  stop(): Promise<void>;
};

const lastShipmentMs = 2_000;

/** Ships this gateway's spool, and those of gateways that are gone, into the queue. */
export function startShipping(options: ShippingOptions): Shipping {
  const { spool, directory, home, access, log } = options;
  const producer = createUsageProducer(options.queue);
  let added = 0;
  let failed = 0;
  const add = async (batch: UsageBatch) => {
    try {
      await producer.add(batch);
      added++;
    } catch (error) {
      failed++;
      throw error;
    }
  };
  const watermarks = (spoolIds: string[]) => access.watermarks(spoolIds);
  const shipper = startShipper({ spool, add, watermarks, log });
  const adoption = startAdoption({ add, watermarks, log, home, own: directory, now: Date.now });
  return {
    stats: () => ({ ...shipper.stats(), added, failed }),
    async stop() {
      await shipper.drained(lastShipmentMs);
      await Promise.all([shipper.stop(), adoption.stop()]);
      await producer.close();
    },
  };
}
