import { ClientGone, type Exchange } from '../exchange.ts';

/** Resolves after `ms` milliseconds; rejects with ClientGone as soon as the client leaves. */
export function waitFor(exchange: Exchange, ms: number): Promise<void> {
  if (exchange.gone) return Promise.reject(new ClientGone());
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      forget();
    };
    const timer = setTimeout(() => {
      end();
      resolve();
    }, ms);
    const forget = exchange.onGone(() => {
      end();
      reject(new ClientGone());
    });
  });
}
