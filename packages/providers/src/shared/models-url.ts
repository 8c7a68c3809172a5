import type { Provider } from '../provider.ts';
import { endpointUrl } from './endpoint-url.ts';

/** Where a provider lists its models (GET, ids under `data[].id`), on its own host or on `baseUrl`; undefined where it cannot be asked. */
export function modelsUrl(provider: Provider, baseUrl: string | undefined): string | undefined {
  const root = baseUrl ?? provider.baseUrl;
  return root === undefined || provider.modelsPath === undefined ? undefined : endpointUrl(root, provider.modelsPath);
}
