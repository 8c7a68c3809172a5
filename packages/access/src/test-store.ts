import type { ConfigChange, ConfigStore } from './config-store.ts';
import { hashKey, mintGatewayKey } from './gateway-key.ts';
import type { GatewayKeyConfig, ProjectConfig } from './project-config.ts';

const uuid = (kind: number, at: number) =>
  `00000000-0000-7000-8${String(kind).padStart(3, '0')}-${String(at).padStart(12, '0')}`;

/** A store in memory, for tests: its documents, its feed, and the faults that a real one has. */
export class TestStore implements ConfigStore {
  readonly documents = new Map<string, unknown>();
  readonly #changes: ConfigChange[] = [];
  readonly #hints = new Set<() => void>();
  #projects = 0;
  /** Queries so far, by name. */
  readonly queries: string[] = [];
  isAway = false;
  /** False loses every NOTIFY. */
  sendsHints = true;
  /** Runs within each query, between reading the row and giving it back. */
  onRead: () => Promise<void> = async () => undefined;

  /** A new project with one key, not published yet. */
  project(over: Partial<GatewayKeyConfig> = {}, key = mintGatewayKey()): { key: string; config: ProjectConfig } {
    this.#projects += 1;
    const at = this.#projects;
    const config: ProjectConfig = {
      format: 1,
      version: 1,
      organizationId: uuid(1, 1),
      projectId: uuid(2, at),
      sealedDataKey: '',
      gatewayKeys: [{ id: uuid(3, at), hash: hashKey(key), name: `key ${at}`, attributes: { env: 'test' }, ...over }],
      providerKeys: [],
      customPrices: [],
    };
    return { key, config };
  }

  publish(config: ProjectConfig): void {
    this.documents.set(config.projectId, structuredClone(config));
    this.append(config.organizationId, config.projectId);
  }

  remove(config: ProjectConfig): void {
    this.documents.delete(config.projectId);
    this.append(config.organizationId, config.projectId);
  }

  append(organizationId: string, projectId: string | undefined): void {
    this.#changes.push({ seq: this.#changes.length + 1, organizationId, projectId });
    if (this.sendsHints) for (const hint of this.#hints) hint();
  }

  /** As after a restore from a backup: the feed begins anew. */
  forgetChanges(): void {
    this.#changes.length = 0;
  }

  async #read<Value>(name: string, value: () => Value): Promise<Value> {
    this.queries.push(name);
    if (this.isAway) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const found = value();
    await this.onRead();
    return found;
  }

  byKeyHash(hash: string): Promise<unknown> {
    const found = () => [...this.documents.values()].find((document) => JSON.stringify(document).includes(`"${hash}"`));
    return this.#read('byKeyHash', found);
  }

  byProject(projectId: string): Promise<unknown> {
    return this.#read('byProject', () => this.documents.get(projectId));
  }

  changesSince(seq: number): Promise<readonly ConfigChange[]> {
    return this.#read('changesSince', () => this.#changes.filter((change) => change.seq > seq).slice(0, 3));
  }

  lastChange(): Promise<number> {
    return this.#read('lastChange', () => this.#changes.length);
  }

  async listen(onHint: () => void): Promise<void> {
    this.#hints.add(onHint);
  }

  async watermarks(): Promise<never[]> {
    return [];
  }

  async receipt(): Promise<undefined> {
    return undefined;
  }

  /** What projects have learnt, by project id. */
  readonly qualities = new Map<string, { version: number; state: Uint8Array | undefined }>();

  qualityVersions(keys: readonly { readonly projectId: string }[]): Promise<ReadonlyMap<string, number>> {
    return this.#read('qualityVersions', () => {
      return new Map(
        keys.flatMap(({ projectId }) => {
          const version = this.qualities.get(projectId)?.version;
          return version === undefined ? [] : [[projectId, version] as const];
        }),
      );
    });
  }

  qualityState({ projectId }: { readonly projectId: string }) {
    return this.#read('qualityState', () => this.qualities.get(projectId));
  }

  readonly #states = new Map<string, string>();

  responseState(key: object): Promise<string | undefined> {
    return this.#read('responseState', () => this.#states.get(JSON.stringify(key)));
  }

  keepResponseState(key: object, { sealed }: { readonly sealed: string }): Promise<void> {
    return this.#read('keepResponseState', () => void this.#states.set(JSON.stringify(key), sealed));
  }
}
