/** Who sends more is told that it is too much, before it is all read. */
export class BodyTooLarge extends Error {
  constructor(bytesMax: number) {
    super(`The body may have at most ${bytesMax} bytes.`);
    this.name = 'BodyTooLarge';
  }
}

/** The body of `request`. Throws BodyTooLarge as soon as it is known to have more than `bytesMax` bytes. */
export async function readLimited(request: Request, bytesMax: number): Promise<Buffer<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) throw new BodyTooLarge(bytesMax);
  if (request.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw new BodyTooLarge(bytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
