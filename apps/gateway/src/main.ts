import { openAccess } from '@weir/access/create-access';
import { verifyInternal } from '@weir/access/internal-token';
import { loadMasterKey } from '@weir/access/master-key';
import { createEgress } from '@weir/egress/create-egress';
import { createLogger, type Logger } from '@weir/runtime/logger';
import { onShutdown } from '@weir/runtime/shutdown';
import { uuidv7 } from '@weir/runtime/uuid';
import { weirHome } from '@weir/runtime/weir-home';
import { openState } from '@weir/state/open-state';
import { createGateway } from './create-gateway.ts';
import { type GatewayEnv, readEnv } from './env.ts';
import { defaultTimeouts, type GatewaySettings } from './gateway-deps.ts';
import { createLiveHealth } from './health/live-health.ts';
import { spoolDirectory } from './spool/adopt.ts';
import { openSpool } from './spool/open-spool.ts';
import { startShipping } from './start-shipping.ts';
import { createStickyMemory } from './way/sticky-memory.ts';

const megabyte = 1024 * 1024;

function settingsOf(env: GatewayEnv): GatewaySettings {
  return {
    bodyBytesMax: env.WEIR_BODY_LIMIT_MB * megabyte,
    corsOrigins: env.WEIR_CORS_ORIGINS,
    openCallsMax: env.WEIR_OPEN_CALLS_MAX,
    timeouts: defaultTimeouts,
  };
}

/** A defect met outside of a call ends nothing: the calls under way are others'. */
function surviveDefects(log: Logger): void {
  process.on('uncaughtException', (error) => log.error({ err: error }, 'an error was not caught'));
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a rejection was not handled'));
}

/** Everything that a gateway stands on, opened in the order in which it depends on one another. */
async function open(env: GatewayEnv, log: Logger) {
  const home = weirHome(env);
  const directory = spoolDirectory(home, env.WEIR_GATEWAY_INSTANCE);
  const masterKey = loadMasterKey({ WEIR_MASTER_KEY: env.WEIR_MASTER_KEY, home, create: false });
  const egress = createEgress({ privateUpstreams: env.WEIR_PRIVATE_UPSTREAMS });
  const bytesMax = env.WEIR_SPOOL_LIMIT_MB * megabyte;
  const segmentBytesMax = env.WEIR_SPOOL_SEGMENT_KB * 1024;
  const spool = await openSpool({ directory, now: Date.now, log, bytesMax, segmentBytesMax });
  const snapshotPath = `${directory}.config`;
  const access = await openAccess({
    databaseUrl: env.DATABASE_URL,
    masterKey,
    snapshotPath,
    egress,
    privateUpstreams: env.WEIR_PRIVATE_UPSTREAMS,
    now: Date.now,
    log,
  });
  const queue =
    env.REDIS_URL === undefined
      ? ({ kind: 'postgres', url: env.DATABASE_URL } as const)
      : ({ kind: 'redis', url: env.REDIS_URL } as const);
  const shipping = startShipping({ spool, directory, home, access, queue, log });
  // Another name at each start: what the process before it knew is read as another's.
  const instance = `${env.WEIR_GATEWAY_INSTANCE}.${uuidv7()}`;
  const state = await openState({ redisUrl: env.REDIS_URL, instance, log, now: Date.now });
  const health = createLiveHealth({ state, instance, now: Date.now, log });
  return { masterKey, egress, spool, access, shipping, state, health };
}

async function start(env: GatewayEnv, log: Logger): Promise<void> {
  const { masterKey, egress, spool, access, shipping, state, health } = await open(env, log);
  const gateway = createGateway({
    access,
    egress,
    spool,
    log,
    clock: { now: Date.now, monotonic: () => performance.now() },
    newCallId: uuidv7,
    verifyInternal: (token, nowMs) => verifyInternal(masterKey, token, nowMs),
    shipping: () => shipping.stats(),
    health,
    sticky: createStickyMemory(state, Date.now),
    settings: settingsOf(env),
  });
  const port = await gateway.listen(env.WEIR_GATEWAY_PORT, env.WEIR_HOST);
  surviveDefects(log);
  log.info({ host: env.WEIR_HOST, port, spoolId: spool.id }, 'gateway is listening');
  onShutdown(log, async () => {
    const finished = await gateway.drain(env.WEIR_DRAIN_SECONDS * 1_000);
    if (!finished) log.warn('calls were still open when the time to drain was over');
    await gateway.close();
    await egress.close();
    await shipping.stop();
    await health.close();
    await state.close();
    await access.close();
    await spool.close();
    log.info('gateway has stopped');
  });
}

/** What went wrong at the start, in one line with its remedy where there is one. */
function startFault(error: unknown, port: number | undefined): string {
  const text = error instanceof Error ? error.message : String(error);
  if (!text.includes('EADDRINUSE')) return text;
  return `port ${port} is in use: stop what listens there, or set WEIR_GATEWAY_PORT`;
}

const log = createLogger({ name: 'gateway' });
let env: GatewayEnv | undefined;
try {
  env = readEnv();
  log.level = env.WEIR_LOG_LEVEL;
  await start(env, log);
} catch (error) {
  log.fatal(`the gateway cannot start: ${startFault(error, env?.WEIR_GATEWAY_PORT)}`);
  process.exit(1);
}
