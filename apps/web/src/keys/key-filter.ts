import { type GatewayKey, isUsable, keyState } from './gateway-key.ts';

/** What the list shows: keys that still work, those that ended, or all. */
export const shows = ['usable', 'ended', 'all'] as const;
export type Show = (typeof shows)[number];

export type KeyFilter = {
  readonly show: Show;
  /** A part of the name, the last characters, the owner's name or an attribute. */
  readonly text: string;
  readonly projectId: string | undefined;
};

/** `text` as a choice; what the URL names and is none is the first one. */
export function showOf(text: string | undefined): Show {
  return shows.find((each) => each === text) ?? 'usable';
}

function isShown(key: GatewayKey, show: Show, nowMs: number): boolean {
  return show === 'all' || isUsable(keyState(key, nowMs)) === (show === 'usable');
}

function mentions(key: GatewayKey, text: string): boolean {
  const { name, lastFour, ownerName, attributes, allowedModels } = key;
  const pairs = Object.entries(attributes).map(([field, value]) => `${field}=${value}`);
  const words = [name, lastFour, ownerName ?? 'service key', ...pairs, ...(allowedModels ?? [])];
  return words.some((word) => word.toLowerCase().includes(text));
}

/** The keys that `filter` leaves. */
export function filterKeys(keys: readonly GatewayKey[], filter: KeyFilter, nowMs: number): GatewayKey[] {
  const text = filter.text.trim().toLowerCase();
  return keys.filter(
    (key) =>
      (filter.projectId === undefined || key.projectId === filter.projectId) &&
      isShown(key, filter.show, nowMs) &&
      (text === '' || mentions(key, text)),
  );
}
