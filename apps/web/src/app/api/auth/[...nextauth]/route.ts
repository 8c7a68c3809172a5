import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { readEnv } from '../../../../env.ts';
import { authOptions } from '../../../../server/auth-options.ts';
import { callerOf } from '../../../../server/caller.ts';
import { identityProvidersOf } from '../../../../server/identity-providers.ts';
import { openInstance } from '../../../../server/instance.ts';

export const dynamic = 'force-dynamic';

type RouteContext = { readonly params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  const services = await openInstance();
  const caller = callerOf(request.headers);
  const identityProviders = identityProvidersOf(readEnv());
  return NextAuth(request, context, authOptions({ services, caller, identityProviders }));
}

export { handle as GET, handle as POST };
