const name = 'weir.first-key';

// In the tab's own storage rather than in a URL: a link of somebody else's must not make a key.

/** Notes that whoever signs up in this tab wants a gateway key as soon as there is a project. */
export function wantFirstKey(): void {
  window.sessionStorage.setItem(name, '1');
}

/** True once after `wantFirstKey`. */
export function takeFirstKey(): boolean {
  const isWanted = window.sessionStorage.getItem(name) === '1';
  window.sessionStorage.removeItem(name);
  return isWanted;
}
