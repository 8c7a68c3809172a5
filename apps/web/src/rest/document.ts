import { appRouter } from '../trpc/app-router.ts';
import { endpointsOf } from './endpoints.ts';
import { openapiDocument } from './openapi.ts';

/** The OpenAPI document of the whole management API as served at `origin`. */
export function managementApiDocument(origin: string) {
  return openapiDocument(endpointsOf(appRouter), new URL('/api/v1', origin).href);
}
