/** Takes the token of a link out of the address bar and the history, once it is good no longer. */
export function forgetToken(): void {
  window.history.replaceState(window.history.state, '', window.location.pathname);
}
