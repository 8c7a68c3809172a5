import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Access, startAccess } from '@weir/access/create-access';
import { hashKey, mintGatewayKey } from '@weir/access/gateway-key';
import { signInternal, verifyInternal } from '@weir/access/internal-token';
import { type MasterKey, parseMasterKey } from '@weir/access/master-key';
import type {
  CustomPriceConfig,
  GatewayKeyConfig,
  ProjectConfig,
  ProviderKeyConfig,
} from '@weir/access/project-config';
import { createDataKey, createVault, seal } from '@weir/access/seal';
import { createEgress } from '@weir/egress/create-egress';
import type { AttemptRecord, CallRecord, SpoolRecord } from '@weir/protocol/ledger';
import type { RoutePlan } from '@weir/routing/route-plan';
import { createLogger } from '@weir/runtime/logger';
import { uuidv7 } from '@weir/runtime/uuid';
import { openLocalState } from '@weir/state/open-local-state';
import { createGateway } from './create-gateway.ts';
import { defaultTimeouts, type GatewaySettings } from './gateway-deps.ts';
import { createLiveHealth, type LiveHealth } from './health/live-health.ts';
import { openSpool } from './spool/open-spool.ts';
import type { Spool } from './spool/spool.ts';
import { createStickyMemory } from './way/sticky-memory.ts';

export type TestReceipt = NonNullable<Awaited<ReturnType<Access['receipt']>>>;

export type TestProviderKey = {
  readonly provider: string;
  readonly baseUrl?: string;
  readonly secret?: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly status?: ProviderKeyConfig['status'];
  readonly region?: string;
  readonly zeroRetention?: boolean;
  readonly weight?: number;
};

export type TestGatewayOptions = {
  readonly providerKeys?: readonly TestProviderKey[];
  readonly customPrices?: readonly Omit<CustomPriceConfig, 'id'>[];
  /** Plans by the name that they are called by. */
  readonly routes?: Readonly<Record<string, RoutePlan>>;
  readonly key?: Partial<Omit<GatewayKeyConfig, 'id' | 'hash'>>;
  readonly settings?: Partial<GatewaySettings>;
  readonly privateUpstreams?: readonly string[];
  readonly receipts?: ReadonlyMap<string, TestReceipt>;
  /** Stands before the real spool. */
  readonly wrapSpool?: (spool: Spool) => Spool;
  readonly responseRetentionDays?: number;
  /** The store cannot be reached. */
  readonly storeAway?: boolean;
  /** What the project has learnt, encoded. */
  readonly learnt?: Uint8Array;
  /** The store cannot be reached for answers to be continued. */
  readonly answersAway?: () => boolean;
};

type OwnClaims =
  | { readonly purpose: 'admin' }
  | { readonly purpose: 'explain' }
  | { readonly purpose: 'trial'; readonly providerKeyId: string }
  | { readonly purpose: 'playground'; readonly memberId: string };

export type TestGateway = {
  readonly url: string;
  readonly port: number;
  readonly key: string;
  readonly config: ProjectConfig;
  readonly logged: () => string;
  /** Everything that went into the spool, in its order. */
  readonly records: readonly SpoolRecord[];
  readonly gateway: ReturnType<typeof createGateway>;
  readonly health: LiveHealth;
  /** Of this gateway's one project. */
  readonly internalToken: (claims: OwnClaims) => string;
  attempts(): AttemptRecord[];
  calls(): CallRecord[];
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
};

function providerKeyOf(masterKey: MasterKey, sealedDataKey: string, organizationId: string) {
  const vault = createVault(masterKey);
  return ({ provider, baseUrl, secret, settings, status, ...rest }: TestProviderKey): ProviderKeyConfig => {
    const id = uuidv7();
    const scope = { organizationId, rowId: id, sealedDataKey };
    return {
      id,
      provider,
      name: provider,
      status: status ?? 'active',
      ...rest,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(settings === undefined ? {} : { settings }),
      ...(secret === undefined ? {} : { sealedSecret: seal(vault, scope, secret) }),
    };
  };
}

function configOf(masterKey: MasterKey, key: string, options: TestGatewayOptions): ProjectConfig {
  const organizationId = uuidv7();
  const sealedDataKey = createDataKey(masterKey, organizationId);
  return {
    format: 1,
    version: 1,
    organizationId,
    projectId: uuidv7(),
    sealedDataKey,
    gatewayKeys: [{ id: uuidv7(), hash: hashKey(key), name: 'test', attributes: {}, ...options.key }],
    providerKeys: (options.providerKeys ?? []).map(providerKeyOf(masterKey, sealedDataKey, organizationId)),
    customPrices: (options.customPrices ?? []).map((price) => ({ id: uuidv7(), ...price })),
    routes: Object.entries(options.routes ?? {}).map(([name, plan]) => ({ id: uuidv7(), name, version: 1, plan })),
    ...(options.responseRetentionDays === undefined ? {} : { responseRetentionDays: options.responseRetentionDays }),
  };
}

type Opening = Pick<Parameters<typeof startAccess>[0], 'masterKey' | 'egress' | 'privateUpstreams'>;

function accessOver(config: ProjectConfig, opening: Opening, options: TestGatewayOptions): Promise<Access> {
  const states = new Map<string, string>();
  const away = () => Promise.reject(new Error('the store is away'));
  const answer = <Value>(value: Value) => (options.storeAway ? away() : Promise.resolve(value));
  const log = createLogger({ name: 'access', level: 'silent' });
  return startAccess({
    ...opening,
    now: Date.now,
    log,
    store: {
      byKeyHash: (hash) => answer(config.gatewayKeys.some((key) => key.hash === hash) ? config : undefined),
      byProject: (projectId) => answer(projectId === config.projectId ? config : undefined),
      changesSince: () => answer([]),
      lastChange: () => answer(0),
      listen: () => answer(undefined),
      watermarks: () => answer([]),
      receipt: ({ callId, projectId }) =>
        answer(projectId === config.projectId ? options.receipts?.get(callId) : undefined),
      qualityVersions: () => answer(new Map(options.learnt === undefined ? [] : [[config.projectId, 1]])),
      qualityState: () => answer({ version: 1, state: options.learnt }),
      responseState: (key) => (options.answersAway?.() === true ? away() : answer(states.get(JSON.stringify(key)))),
      keepResponseState: (key, { sealed }) =>
        options.answersAway?.() === true ? away() : answer(void states.set(JSON.stringify(key), sealed)),
    },
  });
}

/** A gateway in this process on a free port: real egress, real spool in a temporary directory, one project. */
export async function startGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const key = mintGatewayKey();
  const masterKey = parseMasterKey(randomBytes(32).toString('base64'), 'test');
  const config = configOf(masterKey, key, options);
  const home = await mkdtemp(join(tmpdir(), 'weir-gateway-'));
  const privateUpstreams = options.privateUpstreams ?? ['127.0.0.0/8'];
  const egress = createEgress({ privateUpstreams });
  let output = '';
  const log = createLogger({ name: 'gateway', destination: { write: (line) => (output += line) } });
  const onDisk = await openSpool({ directory: join(home, 'spool'), now: Date.now, log });
  const records: SpoolRecord[] = [];
  const chosen = options.wrapSpool?.(onDisk) ?? onDisk;
  const spool: Spool = {
    ...chosen,
    append(appended) {
      chosen.append(appended);
      records.push(...appended);
    },
  };
  const access = await accessOver(config, { masterKey, egress, privateUpstreams }, options);
  const state = openLocalState(Date.now);
  const health = createLiveHealth({ state, instance: 'test', now: Date.now, log });
  const gateway = createGateway({
    access,
    egress,
    spool,
    clock: { now: Date.now, monotonic: () => performance.now() },
    log,
    newCallId: uuidv7,
    verifyInternal: (token, nowMs) => verifyInternal(masterKey, token, nowMs),
    health,
    sticky: createStickyMemory(state, Date.now),
    shipping: () => ({ added: 0, failed: 0, inFlight: 0, resent: 0, lagMs: 0, failing: undefined }),
    settings: {
      bodyBytesMax: 1024 * 1024,
      corsOrigins: [],
      openCallsMax: 100,
      timeouts: defaultTimeouts,
      ...options.settings,
    },
  });
  const port = await gateway.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const authorization = `Bearer ${key}`;
  return {
    url,
    port,
    key,
    config,
    records,
    gateway,
    health,
    logged: () => output,
    internalToken: (claims) => {
      const { organizationId, projectId } = config;
      return signInternal(masterKey, { organizationId, projectId, ...claims }, Date.now());
    },
    attempts: () => records.flatMap((record) => (record.kind === 'attempt' ? [record] : [])),
    calls: () => records.flatMap((record) => (record.kind === 'call' ? [record] : [])),
    post: (path, body, headers = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    get: (path, headers = {}) => fetch(url + path, { headers: { authorization, ...headers } }),
    async close() {
      await gateway.close();
      await access.close();
      await egress.close();
      await onDisk.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
