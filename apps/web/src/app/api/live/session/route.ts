import { openInstance } from '../../../../server/instance.ts';
import { refused } from '../../../../server/refused.ts';
import { isSameOrigin } from '../../../../server/same-origin.ts';
import { signedInOf } from '../../../../server/session.ts';
import { watchSession } from '../../../../server/session-watch.ts';

export const dynamic = 'force-dynamic';

const beatMs = 20_000;
const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };

/** Server-sent events that end with `signed-out` as soon as the session is over, wherever it was ended. */
export async function GET(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refused(403, 'Requests of other sites are refused.');
  const services = await openInstance();
  const session = await signedInOf(services, request.headers);
  if (session === undefined) return new Response('event: signed-out\ndata: {}\n\n', { headers });
  let stop: () => void = () => undefined;
  const body = new ReadableStream<string>({
    start(controller) {
      const beat = setInterval(() => controller.enqueue(': beat\n\n'), beatMs);
      const unwatch = watchSession(services, session.person.sessionId, () => {
        controller.enqueue('event: signed-out\ndata: {}\n\n');
        stop();
        controller.close();
      });
      stop = () => {
        clearInterval(beat);
        unwatch();
      };
      request.signal.addEventListener('abort', () => stop());
      controller.enqueue(': here\n\n');
    },
    cancel: () => stop(),
  });
  return new Response(body.pipeThrough(new TextEncoderStream()), { headers });
}
