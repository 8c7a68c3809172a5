import type { Trial } from '@weir/services/provider-keys/trial';
import type { ProviderKeyView } from '@weir/services/provider-keys/view';

export type ProviderKey = ProviderKeyView;

/**
 * What a provider key is worth now. `waiting` serves nobody until it is tried; `doubtful` serves though its last trial
 * failed; `refused` was disabled by its trial, `off` by a member; `benched` is active and refused by its provider now.
 */
export type ProviderKeyState = 'active' | 'untried' | 'doubtful' | 'trying' | 'waiting' | 'benched' | 'refused' | 'off';

const trialMs = 120_000;

/** True while the trial is under way; one that began long ago has lost the process that ran it. */
export function isRunning(trial: Trial | null, nowMs: number): boolean {
  return trial?.state === 'running' && nowMs - Date.parse(trial.at) < trialMs;
}

/** The state of a key at `nowMs`. */
export function providerKeyState({ status, kind, trial, refused }: ProviderKey, nowMs: number): ProviderKeyState {
  if (status === 'disabled') return trial?.state === 'failed' ? 'refused' : 'off';
  if (isRunning(trial, nowMs)) return 'trying';
  if (status === 'trial') return 'waiting';
  if (refused !== undefined) return 'benched';
  if (kind === 'usage' || trial?.state === 'ok') return 'active';
  return trial?.state === 'failed' ? 'doubtful' : 'untried';
}

/** The keys in the order in which calls look for one. */
export function inOrder(keys: readonly ProviderKey[]): ProviderKey[] {
  return keys.toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/** `ids` with the one at `from` moved to `to`. */
export function moved(ids: readonly string[], from: number, to: number): string[] {
  const id = ids[from];
  if (id === undefined || to < 0 || to >= ids.length) return [...ids];
  return ids.toSpliced(from, 1).toSpliced(to, 0, id);
}

/** `all` with the ids of `some` in the order of `some`, in the places that they have: those of others stay. */
export function inPlacesOf(all: readonly string[], some: readonly string[]): string[] {
  const rest = [...some];
  return all.map((id) => (some.includes(id) ? (rest.shift() ?? id) : id));
}

/** A name that no key has yet: `OpenAI`, then `OpenAI 2`. */
export function freeName(name: string, keys: readonly ProviderKey[]): string {
  const taken = new Set(keys.map((key) => key.name.toLowerCase()));
  if (!taken.has(name.toLowerCase())) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`.toLowerCase())) number += 1;
  return `${name} ${number}`;
}

/** The place behind all others. */
export function lastPosition(keys: readonly ProviderKey[]): number {
  return 1 + Math.max(-1, ...keys.map(({ position }) => position));
}
