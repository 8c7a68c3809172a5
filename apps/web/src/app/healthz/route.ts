export const dynamic = 'force-static';

/** This process answers; what it depends on is shown on the status page. */
export function GET(): Response {
  return Response.json({ status: 'ok' });
}
