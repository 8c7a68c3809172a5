import { handleRest } from '../../../../rest/handle.ts';
import { openInstance } from '../../../../server/instance.ts';

export const dynamic = 'force-dynamic';

async function handle(request: Request): Promise<Response> {
  return handleRest(await openInstance(), request);
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
