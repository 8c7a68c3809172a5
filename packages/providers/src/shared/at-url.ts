import type { ChatUpstream, ProviderTarget } from '../provider.ts';

/** The same upstream, at addresses that do not come from base URL and path alone. */
export function atUrl(
  upstream: ChatUpstream,
  urlOf: (target: ProviderTarget, streaming: boolean) => string,
): ChatUpstream {
  return {
    ...upstream,
    toHttp(request, target) {
      const { http, dropped } = upstream.toHttp(request, target);
      return { dropped, http: { ...http, url: urlOf(target, request.streaming) } };
    },
  };
}
