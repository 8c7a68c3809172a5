import { type KeyEntry, keyEntries } from './grant.ts';
import type { ProjectConfig } from './project-config.ts';

/** A project in memory. */
export type HeldProject = {
  readonly config: ProjectConfig;
  readonly entries: readonly KeyEntry[];
  usedAtMs: number;
  /** Replaced by whatever is read next, even an older version: set when the feed was reset. */
  isSuspect: boolean;
};

type Found = { readonly entry: KeyEntry; readonly project: HeldProject };

/** Evicting a tenth at once keeps the search for the least used ones rare. */
const evictedShare = 0.1;

/** The projects that this process serves, by id and by the hashes of their keys; the least recently used give way. */
export class ProjectCache {
  readonly #projects = new Map<string, HeldProject>();
  readonly #byHash = new Map<string, Found>();
  readonly #projectsMax: number;

  constructor(projectsMax: number) {
    this.#projectsMax = projectsMax;
  }

  get size(): number {
    return this.#projects.size;
  }

  find(hash: string): Found | undefined {
    return this.#byHash.get(hash);
  }

  project(projectId: string): HeldProject | undefined {
    return this.#projects.get(projectId);
  }

  all(): IterableIterator<HeldProject> {
    return this.#projects.values();
  }

  /** Keeps `config` (frozen) unless a newer version is held. True when it is now the one that is held. */
  install(config: ProjectConfig, nowMs: number): boolean {
    const held = this.#projects.get(config.projectId);
    if (held !== undefined && !held.isSuspect && held.config.version > config.version) return false;
    if (held === undefined && this.#projects.size >= this.#projectsMax) this.#evict();
    this.drop(config.projectId);
    const project: HeldProject = {
      config,
      entries: keyEntries(config),
      usedAtMs: held?.usedAtMs ?? nowMs,
      isSuspect: false,
    };
    this.#projects.set(config.projectId, project);
    for (const entry of project.entries) this.#byHash.set(entry.hash, { entry, project });
    return true;
  }

  /** Forgets a project and its keys. True when it was held. */
  drop(projectId: string): boolean {
    const held = this.#projects.get(projectId);
    if (held === undefined) return false;
    this.#projects.delete(projectId);
    for (const { hash } of held.entries) {
      if (this.#byHash.get(hash)?.project === held) this.#byHash.delete(hash);
    }
    return true;
  }

  #evict(): void {
    const oldestFirst = [...this.#projects.values()].sort((one, other) => one.usedAtMs - other.usedAtMs);
    const count = Math.max(1, Math.floor(this.#projectsMax * evictedShare));
    for (const { config } of oldestFirst.slice(0, count)) this.drop(config.projectId);
  }
}
