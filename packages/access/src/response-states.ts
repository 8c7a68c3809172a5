import type { Grant } from './grant.ts';
import { open, seal, type Vault } from './seal.ts';

/** Where sealed states lie. */
export type ResponseStateStore = {
  responseState(key: ResponseKey): Promise<string | undefined>;
  keepResponseState(key: ResponseKey, state: { readonly sealed: string; readonly expiresAtMs: number }): Promise<void>;
};
type ResponseKey = { readonly organizationId: string; readonly projectId: string; readonly responseId: string };

/** What a Responses answer can be continued from, kept for a project and nobody else. */
export type ResponseStates = {
  /** How many days this project keeps them; 0: not at all. */
  retentionDays(grant: Grant): number;
  /** Undefined where there is none, or none any more. Rejects when the store is away. */
  load(grant: Grant, responseId: string): Promise<string | undefined>;
  /** Rejects when the store is away. */
  keep(grant: Grant, responseId: string, state: string): Promise<void>;
};

const retentionDaysDefault = 30;
const dayMs = 24 * 3_600_000;

function keyOf({ config }: Grant, responseId: string): ResponseKey {
  const { organizationId, projectId } = config;
  return { organizationId, projectId, responseId };
}

/** A state opens for its organization, its project and its answer alone. */
function scopeOf({ config }: Grant, responseId: string) {
  const { organizationId, projectId, sealedDataKey } = config;
  return { organizationId, sealedDataKey, rowId: `response state|${projectId}|${responseId}` };
}

function retentionDays({ config }: Grant): number {
  return config.responseRetentionDays ?? retentionDaysDefault;
}

/** States over a store, sealed with each organization's data key. */
export function createResponseStates(store: ResponseStateStore, vault: Vault, now: () => number): ResponseStates {
  return {
    retentionDays,
    async load(grant, responseId) {
      const sealed = await store.responseState(keyOf(grant, responseId));
      return sealed === undefined ? undefined : open(vault, scopeOf(grant, responseId), sealed);
    },
    async keep(grant, responseId, state) {
      const expiresAtMs = now() + retentionDays(grant) * dayMs;
      const sealed = seal(vault, scopeOf(grant, responseId), state);
      await store.keepResponseState(keyOf(grant, responseId), { sealed, expiresAtMs });
    },
  };
}
