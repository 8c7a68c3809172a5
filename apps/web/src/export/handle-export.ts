import type { Logger } from '@weir/runtime/logger';
import type { Actor } from '@weir/services/actor';
import { exportOrganization } from '@weir/services/organizations/export';
import { ServiceError } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import { problem } from '../rest/problem.ts';
import { refusalStatuses } from '../server/refusal-status.ts';
import { isSameOrigin } from '../server/same-origin.ts';

const chunkCharacters = 32_768;

/** Finds out who asks; throws ServiceError for nobody. */
type Find = () => Promise<{ readonly services: Services; readonly actor: Actor }>;

function refused(status: number, detail: string): Response {
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  return new Response(JSON.stringify(problem(status, detail)), { status, headers });
}

/** The next lines together, up to a chunk's size. Undefined: there are no more. */
async function nextChunk(lines: AsyncIterator<string>): Promise<string | undefined> {
  let chunk = '';
  while (chunk.length < chunkCharacters) {
    const next = await lines.next();
    if (next.done === true) return chunk === '' ? undefined : chunk;
    chunk += next.value;
  }
  return chunk;
}

/** `first` and the other lines, read only as fast as the client takes them; whoever goes away stops the reading. */
function streamOf(first: string, lines: AsyncIterator<string>, log: Logger): ReadableStream<string> {
  return new ReadableStream<string>({
    start: (controller) => controller.enqueue(first),
    async pull(controller) {
      try {
        const chunk = await nextChunk(lines);
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      } catch (error) {
        log.error({ err: error }, 'an export was cut short');
        controller.error(error);
      }
    },
    cancel: async () => void (await lines.return?.()),
  });
}

async function answer(organization: string, find: Find): Promise<Response> {
  const { services, actor } = await find();
  const lines = exportOrganization(services, actor)[Symbol.asyncIterator]();
  const first = await nextChunk(lines);
  const stream = streamOf(first ?? '', lines, services.log);
  return new Response(stream.pipeThrough(new TextEncoderStream()), {
    headers: {
      'content-type': 'application/x-ndjson',
      'content-disposition': `attachment; filename="weir-${organization.replaceAll(/[^a-z0-9-]/g, '')}.ndjson"`,
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}

/**
 * Answers with everything of the organization with the slug `organization`, as lines of JSON to download. A refusal comes
 * before the first line; a fault later breaks the connection, so that no cut export looks whole.
 */
export async function handleExport(request: Request, organization: string, find: Find): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refused(403, 'Requests of other sites are refused.');
  try {
    return await answer(organization, find);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return refused(refusalStatuses[error.code], error.message);
  }
}
