import { searchIndex } from '../../../docs/search-index.ts';
import { instanceUrls } from '../../../server/instance-urls.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  return Response.json(await searchIndex(instanceUrls()), { headers: { 'cache-control': 'public, max-age=300' } });
}
