import type { HealthReport } from '../health-report.ts';
import type { HealthSnapshot, LiveTarget, Observation, SizeBucket } from '../live.ts';
import { type HedgedPair, type HedgeGain, hedgeGain } from '../race/hedge-gain.ts';
import { stateOf } from './breaker.ts';
import { doubtOthers } from './doubt-others.ts';
import { decodeHealth, encodeHealth, type HealthDocument, headOf } from './health-document.ts';
import { healthReportOf } from './health-report-of.ts';
import { KeyBench } from './key-bench.ts';
import { liveTargetOf, timesOf } from './live-target.ts';
import { benchOf } from './refusal.ts';
import { percentileMs, type Survival, survivalOf } from './survival.ts';
import { TargetHealth } from './target-health.ts';
import type { TargetRecord } from './target-record.ts';
import { withHedges } from './with-hedges.ts';

/** A snapshot stands for so long, unless a circuit or a refusal changes. */
const snapshotMs = 1_000;
/** Targets that one organization may have state of; the one that was used longest ago goes first. */
const targetsMax = 512;
/** What a process that is silent for so long said is forgotten. */
const documentMs = 3_600_000;

const closedAndIdle: LiveTarget = { breaker: 'closed', inFlight: 0, latency: {} };

/**
 * The live state of one organization's targets: what this process met, joined with the documents of the others. It reads
 * no clock. Documents merge in any order and any number of times: sums are kept per process, and of registers the latest
 * counts.
 */
export class HealthBoard {
  readonly #instance: string;
  readonly #ownPrefix: string;
  readonly #targets = new Map<string, TargetHealth>();
  readonly #keys = new KeyBench();
  readonly #others = new Map<string, HealthDocument>();
  /** The documents as they came, so that none is read twice. */
  #texts: ReadonlySet<string> = new Set();
  #revision = 0;
  #snapshots = 0;
  #snapshot: HealthSnapshot | undefined;

  /** `instance` names this process among all that share their documents. */
  constructor(instance: string) {
    this.#instance = instance;
    this.#ownPrefix = headOf(instance);
  }

  /** An attempt leaves. True where others should know at once: the Target has fallen silent, and its circuit opens. */
  begin(candidateId: string, nowMs: number): boolean {
    const silent = this.#target(candidateId).begin(nowMs);
    if (silent) this.#snapshot = undefined;
    return silent;
  }

  /** An attempt that began is over. True where others should know at once. */
  end(observation: Observation): boolean {
    const target = this.#target(observation.candidateId);
    target.inFlight = Math.max(0, target.inFlight - 1);
    return this.observe(observation);
  }

  /** Learns from an attempt. True where others should know at once: a circuit or a refusal has changed. */
  observe(observation: Observation): boolean {
    const target = this.#target(observation.candidateId);
    const { circuit, times } = target.observe(observation);
    const refusal = this.#keys.observe(observation, target);
    if (times?.isSlower === true) doubtOthers(target, times, this.#targets.values());
    if (circuit || refusal || times !== undefined) this.#snapshot = undefined;
    return circuit || refusal;
  }

  /** Open attempts of this process. */
  inFlight(candidateId: string): number {
    return this.#targets.get(candidateId)?.inFlight ?? 0;
  }

  /** Whether this call is one of those that find out if a Target has recovered: one, more as they succeed. True where it is well. */
  claimProbe(candidateId: string, nowMs: number): boolean {
    const target = this.#targets.get(candidateId);
    if (target === undefined) return true;
    const benches = [benchOf(target.refusal, nowMs), benchOf(this.#keys.of(candidateId), nowMs)];
    const state = stateOf(target.breaker, nowMs);
    if (state === 'open' || benches.includes('benched')) return false;
    if (state === 'closed' && !benches.includes('probe')) return true;
    return target.claimProbe(nowMs);
  }

  /** Takes back what was said of secrets that a key has no more. True where anything changed. */
  keepSecrets(tags: ReadonlyMap<string, string>, nowMs: number): boolean {
    const changed = this.#keys.keepSecrets(tags, nowMs, this.#targets);
    if (changed) this.#snapshot = undefined;
    return changed;
  }

  /** The state now; the same object until a second has passed or a circuit, a refusal, a rate or a Target's times changed. */
  snapshot(nowMs: number): HealthSnapshot {
    const last = this.#snapshot;
    if (last !== undefined && nowMs - last.atMs < snapshotMs && nowMs >= last.atMs) return last;
    const targets = new Map<string, LiveTarget>();
    for (const id of this.#ids()) targets.set(id, this.#live(id, nowMs));
    this.#snapshots += 1;
    this.#snapshot = { id: `${this.#instance}:${this.#snapshots}`, atMs: nowMs, targets };
    return this.#snapshot;
  }

  /** True where a Target has become much slower of late than it was, as far as this process has seen. */
  isSlow(candidateId: string, size: SizeBucket, nowMs: number): boolean {
    return this.#targets.get(candidateId)?.isSlow(size, nowMs) ?? false;
  }

  /** How the first-token times of a Target fall off, over all processes; of whole answers where none was streamed. */
  survival(candidateId: string, size: SizeBucket, nowMs: number): Survival | undefined {
    const { first, whole } = timesOf(this.#records(candidateId), size, nowMs);
    return (first && survivalOf(first)) ?? (whole && survivalOf(whole));
  }

  /** What a hedge to `second` buys; undefined where too little is known. Never worth it while both are slow. */
  hedgeGain({ first, second, size, delayMs }: HedgedPair, nowMs: number): HedgeGain | undefined {
    const survival = this.survival(first, size, nowMs);
    if (survival === undefined) return undefined;
    const delay = delayMs ?? percentileMs(survival, 0.95);
    const gain = hedgeGain(survival, this.survival(second, size, nowMs), delay);
    const bothSlow = this.isSlow(first, size, nowMs) && this.isSlow(second, size, nowMs);
    return gain && bothSlow ? { ...gain, isWorth: false } : gain;
  }

  report(nowMs: number): HealthReport {
    const report = healthReportOf(this.snapshot(nowMs), (id) => this.#records(id), this.#keys.all());
    return withHedges(report, (pair) => this.hedgeGain(pair, nowMs));
  }

  /** What this process has to tell, as it travels. */
  document(nowMs: number): string {
    this.#revision += 1;
    const targets = new Map([...this.#targets].map(([id, target]) => [id, target.record()]));
    const keys = this.#keys.all();
    return encodeHealth({ instance: this.#instance, revision: this.#revision, atMs: nowMs, targets, keys });
  }

  /** Takes what others have to tell; its own documents and older ones change nothing. */
  merge(documents: readonly string[], nowMs: number): void {
    const read = this.#texts;
    this.#texts = new Set(documents);
    for (const text of documents) {
      const document = read.has(text) ? undefined : this.#newer(text);
      if (document === undefined || nowMs - document.atMs > documentMs) continue;
      this.#others.set(document.instance, document);
      if (this.#adopt(document)) this.#snapshot = undefined;
    }
    for (const [instance, { atMs }] of this.#others) if (nowMs - atMs > documentMs) this.#others.delete(instance);
  }

  #newer(text: string): HealthDocument | undefined {
    if (text.startsWith(this.#ownPrefix)) return undefined;
    const document = decodeHealth(text);
    if (document === undefined || document.instance === this.#instance) return undefined;
    const known = this.#others.get(document.instance);
    return known !== undefined && known.revision >= document.revision ? undefined : document;
  }

  #adopt({ targets, keys }: HealthDocument): boolean {
    let changed = this.#keys.adopt(keys);
    for (const [id, { breaker, refusal }] of targets) {
      if (breaker === undefined && refusal === undefined) continue;
      changed = this.#target(id).adopt(breaker, refusal) || changed;
    }
    return changed;
  }

  #ids(): Set<string> {
    const ids = new Set(this.#targets.keys());
    for (const { targets } of this.#others.values()) for (const id of targets.keys()) ids.add(id);
    return ids;
  }

  #records(candidateId: string): readonly TargetRecord[] {
    const own = this.#targets.get(candidateId)?.record();
    // In one order, so that sums of fractions come out the same in whichever order the documents came.
    const others = [...this.#others.values()]
      .sort((one, other) => (one.instance < other.instance ? -1 : 1))
      .map(({ targets }) => targets.get(candidateId));
    return [own, ...others].filter((record) => record !== undefined);
  }

  #live(candidateId: string, nowMs: number): LiveTarget {
    const records = this.#records(candidateId);
    if (records.length === 0) return closedAndIdle;
    const inFlight = this.inFlight(candidateId);
    return liveTargetOf(records, { nowMs, inFlight, keyRefusal: this.#keys.of(candidateId) });
  }

  #target(candidateId: string): TargetHealth {
    const known = this.#targets.get(candidateId);
    if (known !== undefined) return known;
    if (this.#targets.size >= targetsMax) this.#makeRoom();
    const target = new TargetHealth();
    this.#targets.set(candidateId, target);
    return target;
  }

  #makeRoom(): void {
    let oldest: [string, TargetHealth] | undefined;
    for (const entry of this.#targets) {
      const [, { inFlight, usedAtMs }] = entry;
      if (inFlight === 0 && usedAtMs < (oldest?.[1].usedAtMs ?? Number.POSITIVE_INFINITY)) oldest = entry;
    }
    if (oldest !== undefined) this.#targets.delete(oldest[0]);
  }
}
