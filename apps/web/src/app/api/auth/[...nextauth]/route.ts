import type { NextRequest } from 'next/server';
import { readEnv } from '../../../../env.ts';
import { type AuthPath, handleAuth } from '../../../../server/handle-auth.ts';
import { identityProvidersOf } from '../../../../server/identity-providers.ts';
import { openInstance } from '../../../../server/instance.ts';

export const dynamic = 'force-dynamic';

async function handle(request: NextRequest, context: AuthPath): Promise<Response> {
  const services = await openInstance();
  return handleAuth({ services, identityProviders: identityProvidersOf(readEnv()) }, request, context);
}

export { handle as GET, handle as POST };
