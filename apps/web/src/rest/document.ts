import { appRouter } from '../trpc/app-router.ts';
import { endpointsOf } from './endpoints.ts';
import { openapiDocument } from './openapi.ts';

/** The OpenAPI document of the whole management API, as served at `origin` or, without one, where it was read. */
export function managementApiDocument(origin?: string) {
  const serverUrl = origin === undefined ? '/api/v1' : new URL('/api/v1', origin).href;
  return openapiDocument(endpointsOf(appRouter), serverUrl);
}
