import { ClientGone, type Exchange } from '../exchange.ts';

/** Resolves after `ms` milliseconds at least; rejects with ClientGone as soon as the client leaves. */
export function waitFor(exchange: Exchange, ms: number): Promise<void> {
  if (exchange.gone) return Promise.reject(new ClientGone());
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      forget();
    };
    // A timer may be a fraction of a millisecond early.
    const timer = setTimeout(() => {
      end();
      resolve();
    }, ms + 1);
    const forget = exchange.onGone(() => {
      end();
      reject(new ClientGone());
    });
  });
}
