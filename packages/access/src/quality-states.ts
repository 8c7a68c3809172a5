import { goesByQuality } from '@weir/routing/goes-by-quality';
import { decodeQualityModel } from '@weir/routing/smart/encode-quality-model';
import { featureCount, type QualityModel } from '@weir/routing/smart/quality-model';
import type { Logger } from '@weir/runtime/logger';
import type { ProjectConfig } from './project-config.ts';
import { withTimeout } from './with-timeout.ts';

type ProjectKey = { readonly organizationId: string; readonly projectId: string };

/** Where what projects have learnt lies. */
export type QualityStateStore = {
  /** By project id; a project that has none is not in it. */
  qualityVersions(keys: readonly ProjectKey[]): Promise<ReadonlyMap<string, number>>;
  /** The state as it was encoded; undefined where nothing is learnt. */
  qualityState(
    key: ProjectKey,
  ): Promise<{ readonly version: number; readonly state: Uint8Array | undefined } | undefined>;
};

/** What projects have learnt of their models, held in memory. */
export type QualityStates = {
  /**
   * At once what is known of the project; undefined where nothing is learnt, or nothing is read yet: the first to ask
   * has it read, and goes by public results.
   */
  current(config: ProjectKey): QualityModel | undefined;
};

type KeptStates = QualityStates & {
  /** Has a project's state read, if its routes go by quality; resolves when it is held, or does not come soon. */
  warm(config: ProjectConfig): Promise<void>;
  /** Reads the states that have changed, of the projects that were asked for lately. */
  refresh(): Promise<void>;
  close(): void;
};

export type QualityStatesOptions = {
  readonly store: QualityStateStore;
  readonly now: () => number;
  readonly log: Logger;
  readonly refreshMs?: number | undefined;
  readonly bytesMax?: number | undefined;
};

type Held = {
  readonly key: ProjectKey;
  model: QualityModel | undefined;
  /** 0: none is stored; undefined: not read yet. */
  version: number | undefined;
  bytes: number;
  askedAtMs: number;
  loading: Promise<void> | undefined;
};

const refreshMsUsual = 10_000;
const askedLatelyMs = 600_000;
const bytesMaxUsual = 256 * 2 ** 20;
const queryMs = 5_000;
/** What a first call waits for at most. */
const warmMs = 250;
const loadsAtOnce = 4;
const entryBytes = 1_024;
/** Two numbers of four bytes for each feature. */
const modelBytes = featureCount * 8 + 2_048;
/** Between two asks that are told apart in the order of use. */
const orderMs = 1_000;

/** True where what the models are worth decides somewhere. */
function usesQuality({ routes = [] }: ProjectConfig): boolean {
  return routes.some(({ plan }) => goesByQuality(plan.strategy));
}

class Keeper implements KeptStates {
  readonly #options: QualityStatesOptions;
  /** The least recently asked first. */
  readonly #held = new Map<string, Held>();
  readonly #timer: NodeJS.Timeout;
  #bytes = 0;
  #isReachable = true;

  constructor(options: QualityStatesOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.refresh(), options.refreshMs ?? refreshMsUsual).unref();
  }

  current(key: ProjectKey): QualityModel | undefined {
    return this.#asked(key).model;
  }

  async warm(config: ProjectConfig): Promise<void> {
    if (!usesQuality(config)) return;
    const { loading } = this.#asked(config);
    if (loading !== undefined) await withTimeout(loading, warmMs).catch(() => undefined);
  }

  async refresh(): Promise<void> {
    const sinceMs = this.#options.now() - askedLatelyMs;
    const asked = [...this.#held.values()].filter(({ askedAtMs }) => askedAtMs >= sinceMs);
    if (asked.length === 0) return;
    try {
      const keys = asked.map(({ key }) => key);
      const versions = await withTimeout(this.#options.store.qualityVersions(keys), queryMs);
      const changed = asked.filter(({ key, version }) => (versions.get(key.projectId) ?? 0) !== version);
      for (let at = 0; at < changed.length; at += loadsAtOnce) {
        await Promise.all(changed.slice(at, at + loadsAtOnce).map((held) => this.#load(held)));
      }
      this.#isReachable = true;
    } catch (error) {
      this.#away(error);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #asked({ organizationId, projectId }: ProjectKey): Held {
    const nowMs = this.#options.now();
    const known = this.#held.get(projectId);
    if (known === undefined) return this.#begin({ organizationId, projectId }, nowMs);
    if (nowMs - known.askedAtMs >= orderMs) {
      known.askedAtMs = nowMs;
      this.#held.delete(projectId);
      this.#held.set(projectId, known);
    }
    return known;
  }

  #begin(key: ProjectKey, nowMs: number): Held {
    const held: Held = {
      ...{ key, model: undefined, version: undefined, bytes: entryBytes },
      ...{ askedAtMs: nowMs, loading: undefined },
    };
    this.#held.set(key.projectId, held);
    this.#bytes += entryBytes;
    this.#evict();
    this.#load(held).catch((error: unknown) => this.#away(error));
    return held;
  }

  /** One query however many ask. Rejects when the store is away: what is known stays. */
  #load(held: Held): Promise<void> {
    held.loading ??= this.#read(held).finally(() => {
      held.loading = undefined;
    });
    return held.loading;
  }

  async #read(held: Held): Promise<void> {
    const { store, log } = this.#options;
    const { key } = held;
    const stored = await withTimeout(store.qualityState(key), queryMs);
    if (this.#held.get(key.projectId) !== held) return;
    const model = stored?.state === undefined ? undefined : decodeQualityModel(stored.state);
    if (stored?.state !== undefined && model === undefined) {
      log.error({ ...key, version: stored.version }, 'a quality state cannot be read: nothing counts as learnt');
    }
    const bytes = entryBytes + modelBytes * (model?.models.size ?? 0);
    this.#bytes += bytes - held.bytes;
    Object.assign(held, { model, bytes, version: stored?.version ?? 0 });
    this.#evict();
  }

  #evict(): void {
    const bytesMax = this.#options.bytesMax ?? bytesMaxUsual;
    for (const [projectId, { bytes }] of this.#held) {
      if (this.#bytes <= bytesMax || this.#held.size === 1) return;
      this.#held.delete(projectId);
      this.#bytes -= bytes;
    }
  }

  #away(error: unknown): void {
    if (this.#isReachable) this.#options.log.warn({ err: error }, 'quality states cannot be read; what is known stays');
    this.#isReachable = false;
  }
}

/**
 * What projects have learnt, from memory: states are compared by version every ten seconds, one query for all projects
 * that were asked for in the last ten minutes. The least recently asked give way beyond `bytesMax` (256 MB). While the
 * store is away the last known states stay; no call waits for it.
 */
export function createQualityStates(options: QualityStatesOptions): KeptStates {
  return new Keeper(options);
}
