import type { Logger } from '@weir/runtime/logger';

const chunkCharacters = 32_768;

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

/**
 * Lines as a stream, read only as fast as the client takes them; whoever goes away stops the reading. The first chunk is
 * read before it is given, so that a refusal rejects; a fault later breaks the stream, so that no cut text looks whole.
 */
export async function streamText(text: AsyncIterable<string>, log: Logger): Promise<ReadableStream<Uint8Array>> {
  const lines = text[Symbol.asyncIterator]();
  const first = await nextChunk(lines);
  const stream = new ReadableStream<string>({
    start: (controller) => controller.enqueue(first ?? ''),
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
  return stream.pipeThrough(new TextEncoderStream());
}

/** Headers of a file to download. */
export function downloadHeaders(type: string, name: string): Record<string, string> {
  return {
    'content-type': type,
    'content-disposition': `attachment; filename="${name.replaceAll(/[^a-z0-9.-]/g, '')}"`,
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  };
}
