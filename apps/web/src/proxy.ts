import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';

function policyFor(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Gives every page a content security policy with a nonce of its own, which Next puts on its scripts. */
export function proxy(request: NextRequest): NextResponse {
  const policy = policyFor(randomBytes(16).toString('base64'));
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: ['/((?!api/|healthz|_next/static|icon.svg).*)'] };
