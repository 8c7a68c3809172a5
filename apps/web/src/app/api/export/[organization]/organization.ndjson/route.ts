import { handleExport } from '../../../../../export/handle-export.ts';
import { requireActor } from '../../../../../server/session.ts';

export const dynamic = 'force-dynamic';

type RouteContext = { readonly params: Promise<{ readonly organization: string }> };

export async function GET(request: Request, { params }: RouteContext): Promise<Response> {
  const { organization } = await params;
  return handleExport(request, organization, () => requireActor(request, organization));
}
