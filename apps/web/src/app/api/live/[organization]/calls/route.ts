import { handleLiveCalls } from '../../../../../live/handle-live-calls.ts';
import { requireActor } from '../../../../../server/session.ts';

export const dynamic = 'force-dynamic';

type RouteContext = { readonly params: Promise<{ readonly organization: string }> };

export async function GET(request: Request, { params }: RouteContext): Promise<Response> {
  const { organization } = await params;
  return handleLiveCalls(request, () => requireActor(request, organization));
}
