import type { Logger } from '@weir/runtime/logger';
import type { ConfigChange, ConfigStore } from './config-store.ts';
import type { ProjectCache } from './project-cache.ts';
import type { ProjectConfig } from './project-config.ts';
import { readDocument } from './read-document.ts';
import { withTimeout } from './with-timeout.ts';

export type FeedDeps = {
  readonly store: ConfigStore;
  readonly cache: ProjectCache;
  readonly now: () => number;
  readonly log: Logger;
  /** Called when what is held has changed. */
  readonly onChange: () => void;
  /** Gets ready what a project's first call needs beside its document. Never rejects. */
  readonly warm?: (config: ProjectConfig) => Promise<void>;
};

const pollMs = 500;
const queryMs = 5_000;
const reloadsAtOnce = 8;

/**
 * Keeps what is held as new as the store: polls the change feed every 500 ms, at once on a hint, and reloads the held
 * projects that changed. While the store is away nothing is lost: the feed goes on from the last number seen.
 */
export class ConfigFeed {
  readonly #deps: FeedDeps;
  /** The last change that was taken in; undefined before the first contact. */
  #seq: number | undefined;
  #lastContactMs: number | undefined;
  #isReachable = false;
  /** Projects that must be read again; kept until it has succeeded. */
  readonly #dirty = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isPolling = false;
  #isHinted = false;
  #isClosed = false;

  constructor(deps: FeedDeps) {
    this.#deps = deps;
  }

  get seq(): number | undefined {
    return this.#seq;
  }

  get isReachable(): boolean {
    return this.#isReachable;
  }

  /** When the store last answered, on the clock of `now`; undefined when it never did. */
  get lastContactMs(): number | undefined {
    return this.#lastContactMs;
  }

  /** Makes the first contact, which may fail, and goes on polling. */
  async start(): Promise<void> {
    // postgres.js listens again by itself after a loss; without it the polling goes on.
    this.#deps.store
      .listen(() => this.hint())
      .catch((error: unknown) => {
        this.#deps.log.warn({ err: error }, 'cannot listen for configuration changes; polling alone');
      });
    await this.#run();
  }

  /** Something may have changed: polls now rather than at the next turn. */
  hint(): void {
    this.#isHinted = true;
    if (!this.#isPolling && !this.#isClosed) void this.#run();
  }

  /** Has a project read again at the next turn. */
  distrust(projectId: string): void {
    this.#dirty.add(projectId);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#isPolling = true;
    const startedAtMs = performance.now();
    do {
      this.#isHinted = false;
      await this.#poll();
    } while (this.#isHinted && this.#isReachable && !this.#isClosed);
    this.#isPolling = false;
    if (this.#isClosed) return;
    const waitMs = Math.max(0, pollMs - (performance.now() - startedAtMs));
    this.#timer = setTimeout(() => void this.#run(), waitMs).unref();
  }

  async #poll(): Promise<void> {
    try {
      if (this.#seq === undefined || !this.#isReachable) await this.#reconnect();
      await this.#takeChanges();
      await this.#reload();
      if (!this.#isReachable) this.#deps.log.info({ seq: this.#seq }, 'configuration is being followed');
      this.#isReachable = true;
      this.#lastContactMs = this.#deps.now();
    } catch (error) {
      if (this.#isClosed) return;
      if (this.#isReachable || this.#lastContactMs === undefined) {
        this.#deps.log.warn({ err: error }, 'the database cannot be reached; serving from memory');
      }
      this.#isReachable = false;
    }
  }

  /** After a start or an outage: what came from a snapshot, or from before a restored backup, is read again. */
  async #reconnect(): Promise<void> {
    const { store, cache } = this.#deps;
    const last = await withTimeout(store.lastChange(), queryMs);
    if (this.#seq !== undefined && last >= this.#seq) return;
    for (const held of cache.all()) {
      held.isSuspect = true;
      this.#dirty.add(held.config.projectId);
    }
    this.#seq = last;
  }

  async #takeChanges(): Promise<void> {
    for (;;) {
      const changes = await withTimeout(this.#deps.store.changesSince(this.#seq ?? 0), queryMs);
      // Without a pause between the number and the marks: a load under way compares the number before and after it.
      for (const change of changes) this.#take(change);
      if (changes.length === 0) return;
    }
  }

  #take(change: ConfigChange): void {
    const { cache } = this.#deps;
    this.#seq = Math.max(this.#seq ?? 0, change.seq);
    if (change.projectId !== undefined) {
      if (cache.project(change.projectId) !== undefined) this.#dirty.add(change.projectId);
      return;
    }
    for (const { config } of cache.all()) {
      if (config.organizationId === change.organizationId) this.#dirty.add(config.projectId);
    }
  }

  async #reload(): Promise<void> {
    const projectIds = [...this.#dirty];
    for (let at = 0; at < projectIds.length; at += reloadsAtOnce) {
      await Promise.all(projectIds.slice(at, at + reloadsAtOnce).map((projectId) => this.#reloadOne(projectId)));
    }
  }

  async #reloadOne(projectId: string): Promise<void> {
    const { cache, now, log, onChange } = this.#deps;
    const stored = await this.#readClean(projectId);
    const read = readDocument(stored, { projectId }, log);
    if (read.state === 'unreadable') return;
    const isGone = read.state === 'absent' || read.config.gatewayKeys.length === 0;
    const isChanged = isGone ? cache.drop(projectId) : cache.install(read.config, now());
    if (isChanged) onChange();
  }

  /** The mark goes before the read, so that one set meanwhile is kept, and comes back when the read fails. */
  async #readClean(projectId: string): Promise<unknown> {
    this.#dirty.delete(projectId);
    try {
      return await withTimeout(this.#deps.store.byProject(projectId), queryMs);
    } catch (error) {
      this.#dirty.add(projectId);
      throw error;
    }
  }
}
