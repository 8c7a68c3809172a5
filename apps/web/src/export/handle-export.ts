import type { Actor } from '@weir/services/actor';
import { exportOrganization } from '@weir/services/organizations/export';
import type { Services } from '@weir/services/services';
import { answerOrRefusal, refused } from '../server/refused.ts';
import { isOtherSite } from '../server/same-origin.ts';
import { downloadHeaders, streamText } from './stream-text.ts';

/** Finds out who asks; throws ServiceError for nobody. */
export type Find = () => Promise<{ readonly services: Services; readonly actor: Actor }>;

/**
 * Answers with everything of the organization with the slug `organization`, as lines of JSON to download. A refusal comes
 * before the first line; a fault later breaks the connection, so that no cut export looks whole.
 */
export function handleExport(request: Request, organization: string, find: Find): Promise<Response> {
  if (isOtherSite(request.headers)) return Promise.resolve(refused(403, 'Requests of other sites are refused.'));
  return answerOrRefusal(async () => {
    const { services, actor } = await find();
    const stream = await streamText(exportOrganization(services, actor), services.log);
    return new Response(stream, { headers: downloadHeaders('application/x-ndjson', `weir-${organization}.ndjson`) });
  });
}
