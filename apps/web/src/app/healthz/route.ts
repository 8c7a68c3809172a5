export const dynamic = 'force-dynamic';

/** This process answers; what it depends on is shown on the status page. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
}
