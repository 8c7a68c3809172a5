import type { Observation } from '../live.ts';
import { laterOf } from './later-of.ts';
import { type Refusal, refusalOf, secretNumber, takenBack } from './refusal.ts';
import type { TargetHealth } from './target-health.ts';

/** A key that has answered so recently is not refused as such: a 403 is about one model then. */
const provenMs = 600_000;

type Failed = Extract<Observation['outcome'], { kind: 'failed' }>;

function refusalIn({ outcome }: Observation): Failed | undefined {
  return outcome.kind === 'failed' && (outcome.code === 'auth' || outcome.code === 'quota') ? outcome : undefined;
}

/** The provider keys of an organization that their providers refused. */
export class KeyBench {
  readonly #keys = new Map<string, Refusal>();
  readonly #provenAtMs = new Map<string, number>();

  /** True where a refusal is new or taken back. */
  observe(observation: Observation, target: TargetHealth): boolean {
    const { providerKeyId, outcome, atMs } = observation;
    const failed = refusalIn(observation);
    if (failed !== undefined) return this.#refuse(observation, failed, target);
    if (outcome.kind !== 'succeeded') return false;
    let changed = false;
    if (target.refusal?.refused === true) {
      target.refusal = takenBack(target.refusal, atMs);
      changed = true;
    }
    if (providerKeyId === undefined) return changed;
    this.#provenAtMs.set(providerKeyId, atMs);
    return this.#takeBack(providerKeyId, atMs) || changed;
  }

  /** By the candidate id, which ends in the key's. */
  of(candidateId: string): Refusal | undefined {
    if (this.#keys.size === 0) return undefined;
    return this.#keys.get(candidateId.slice(candidateId.lastIndexOf('@') + 1));
  }

  all(): ReadonlyMap<string, Refusal> {
    return new Map(this.#keys);
  }

  adopt(keys: ReadonlyMap<string, Refusal>): boolean {
    let changed = false;
    for (const [id, refusal] of keys) {
      const known = this.#keys.get(id);
      const later = laterOf(known, refusal);
      if (later === undefined || later === known) continue;
      this.#keys.set(id, later);
      changed = true;
    }
    return changed;
  }

  keepSecrets(tags: ReadonlyMap<string, string>, nowMs: number, targets: ReadonlyMap<string, TargetHealth>): boolean {
    let changed = false;
    for (const [id, tag] of tags) {
      const secret = secretNumber(tag);
      const refused = this.#keys.get(id);
      if (refused?.secret !== undefined && refused.secret !== secret) changed = this.#takeBack(id, nowMs) || changed;
      for (const [candidateId, target] of targets) {
        if (target.refusal?.refused !== true || !candidateId.endsWith(`@${id}`)) continue;
        if (target.refusal.secret === undefined || target.refusal.secret === secret) continue;
        target.refusal = takenBack(target.refusal, nowMs);
        changed = true;
      }
    }
    return changed;
  }

  #refuse({ providerKeyId, secretTag, atMs }: Observation, { code, status }: Failed, target: TargetHealth): boolean {
    if (providerKeyId === undefined) return false;
    const refusal = refusalOf({
      code,
      atMs,
      ...(status === undefined ? {} : { status }),
      ...(secretTag === undefined ? {} : { secretTag }),
    });
    const provenAtMs = this.#provenAtMs.get(providerKeyId) ?? Number.NEGATIVE_INFINITY;
    if (status === 403 && atMs - provenAtMs < provenMs) target.refusal = refusal;
    else this.#keys.set(providerKeyId, refusal);
    return true;
  }

  #takeBack(providerKeyId: string, atMs: number): boolean {
    const refusal = this.#keys.get(providerKeyId);
    if (refusal?.refused !== true) return false;
    this.#keys.set(providerKeyId, takenBack(refusal, atMs));
    return true;
  }
}
