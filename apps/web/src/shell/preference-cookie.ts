/** What this browser remembers for the server to render by: nothing secret, nothing that anything is decided by. */
export type PreferenceCookie = 'weir.theme' | 'weir.narrow' | 'weir.organization' | 'weir.zone';

const yearSeconds = 31_536_000;

/** Remembers `value` under `name` for a year. */
export function setPreference(name: PreferenceCookie, value: string): void {
  const secure = window.location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${yearSeconds}; samesite=lax${secure}`;
}
