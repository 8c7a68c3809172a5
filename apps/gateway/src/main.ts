import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openAccess } from '@weir/access/create-access';
import { verifyInternal } from '@weir/access/internal-token';
import { loadMasterKey } from '@weir/access/master-key';
import { createEgress } from '@weir/egress/create-egress';
import type { QueueConnection } from '@weir/queue/connection';
import { createUsageProducer } from '@weir/queue/producer';
import { createLogger, type Logger } from '@weir/runtime/logger';
import { onShutdown } from '@weir/runtime/shutdown';
import { uuidv7 } from '@weir/runtime/uuid';
import { weirHome } from '@weir/runtime/weir-home';
import { createGateway } from './create-gateway.ts';
import { type GatewayEnv, readEnv } from './env.ts';
import { defaultTimeouts } from './gateway-deps.ts';
import { openSpool } from './spool/open-spool.ts';
import { startShipper } from './spool/shipper.ts';

const megabyte = 1024 * 1024;

function queueConnection(env: GatewayEnv): QueueConnection {
  return env.REDIS_URL === undefined
    ? { kind: 'postgres', url: env.DATABASE_URL }
    : { kind: 'redis', url: env.REDIS_URL };
}

/** Counts what the shipper hands to the queue. */
function counted(add: ReturnType<typeof createUsageProducer>['add']) {
  const shipped = { added: 0, failed: 0 };
  return {
    shipped: () => shipped,
    add: async (batch: Parameters<typeof add>[0]) => {
      try {
        await add(batch);
        shipped.added++;
      } catch (error) {
        shipped.failed++;
        throw error;
      }
    },
  };
}

/** One call's defect ends that call alone; it must not take the others' with it. */
function surviveDefects(log: Logger): void {
  process.on('uncaughtException', (error) => log.error({ err: error }, 'an error was not caught'));
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a rejection was not handled'));
}

async function start(env: GatewayEnv, log: Logger): Promise<void> {
  const home = weirHome(env);
  const directory = join(home, `gateway-${env.WEIR_GATEWAY_INSTANCE}`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const masterKey = loadMasterKey({ WEIR_MASTER_KEY: env.WEIR_MASTER_KEY, home, create: false });
  const egress = createEgress({ privateUpstreams: env.WEIR_PRIVATE_UPSTREAMS });
  const bytesMax = env.WEIR_SPOOL_LIMIT_MB * megabyte;
  const spool = await openSpool({ directory: join(directory, 'spool'), now: Date.now, log, bytesMax });
  const snapshotPath = join(directory, 'config.snapshot');
  const access = await openAccess({ databaseUrl: env.DATABASE_URL, masterKey, snapshotPath, now: Date.now, log });
  const producer = createUsageProducer(queueConnection(env));
  const { add, shipped } = counted((batch) => producer.add(batch));
  const shipper = startShipper({ spool, add, watermarks: access.watermarks, log });
  const gateway = createGateway({
    access,
    egress,
    spool,
    log,
    shipped,
    clock: { now: Date.now, monotonic: () => performance.now() },
    newCallId: uuidv7,
    verifyInternal: (token, nowMs) => verifyInternal(masterKey, token, nowMs),
    settings: {
      bodyBytesMax: env.WEIR_BODY_LIMIT_MB * megabyte,
      corsOrigins: env.WEIR_CORS_ORIGINS,
      openCallsMax: env.WEIR_OPEN_CALLS_MAX,
      timeouts: defaultTimeouts,
    },
  });
  const port = await gateway.listen(env.WEIR_GATEWAY_PORT, env.WEIR_HOST);
  surviveDefects(log);
  log.info({ host: env.WEIR_HOST, port, spoolId: spool.id }, 'gateway is listening');
  onShutdown(log, async () => {
    const finished = await gateway.drain(env.WEIR_DRAIN_SECONDS * 1_000);
    if (!finished) log.warn('calls were still open when the time to drain was over');
    await gateway.close();
    await egress.close();
    await shipper.close();
    await producer.close();
    await access.close();
    await spool.close();
    log.info('gateway has stopped');
  });
}

/** What went wrong at the start, in one line with its remedy where there is one. */
function startFault(error: unknown, port: number): string {
  const text = error instanceof Error ? error.message : String(error);
  if (!text.includes('EADDRINUSE')) return text;
  return `port ${port} is in use: stop what listens there or set WEIR_GATEWAY_PORT`;
}

const log = createLogger({ name: 'gateway' });
let port = 0;
try {
  const env = readEnv();
  port = env.WEIR_GATEWAY_PORT;
  log.level = env.WEIR_LOG_LEVEL;
  await start(env, log);
} catch (error) {
  log.fatal(`the gateway cannot start: ${startFault(error, port)}`);
  process.exit(1);
}
