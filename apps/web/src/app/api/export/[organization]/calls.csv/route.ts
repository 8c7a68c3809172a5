import { handleCsv } from '../../../../../export/handle-csv.ts';
import { requireActor } from '../../../../../server/session.ts';

export const dynamic = 'force-dynamic';

type RouteContext = { readonly params: Promise<{ readonly organization: string }> };

export async function GET(request: Request, { params }: RouteContext): Promise<Response> {
  const { organization: slug } = await params;
  return handleCsv(request, () => requireActor(request, slug), { sheet: 'calls', slug });
}
