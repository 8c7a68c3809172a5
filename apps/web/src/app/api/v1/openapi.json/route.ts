import { readEnv } from '../../../../env.ts';
import { managementApiDocument } from '../../../../rest/document.ts';

export const dynamic = 'force-dynamic';

/** The OpenAPI 3.1 document of the management API; needs no token, because it says nothing of anybody. */
export function GET(): Response {
  return Response.json(managementApiDocument(readEnv().WEIR_PUBLIC_URL));
}
