import { openInstance } from '../../../../server/instance.ts';
import { handleTrpc } from '../../../../trpc/handle.ts';

export const dynamic = 'force-dynamic';

async function handle(request: Request): Promise<Response> {
  return handleTrpc(await openInstance(), request);
}

export { handle as GET, handle as POST };
