import { handleReplay } from '../../../../replay/handle-replay.ts';
import { requireActor } from '../../../../server/session.ts';

export const dynamic = 'force-dynamic';

type RouteContext = { readonly params: Promise<{ readonly organization: string }> };

export async function POST(request: Request, { params }: RouteContext): Promise<Response> {
  const { organization } = await params;
  return handleReplay(request, () => requireActor(request, organization));
}
