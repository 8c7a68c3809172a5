import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';

/** Something to be searched: where it is from, and its bytes. */
export type Place = { readonly name: string; readonly bytes: Buffer };

/** A secret or a piece of a payload that was planted, by the name of where it was. */
export type Canary = { readonly name: string; readonly text: string };

const depthMax = 3;
const bytesMax = 64 * 1024 * 1024;
const unpackers = [zstdDecompressSync, gunzipSync, inflateSync, inflateRawSync, brotliDecompressSync];

function unpacked(bytes: Buffer): Buffer[] {
  return unpackers.flatMap((unpack) => {
    try {
      const plain = unpack(bytes, { maxOutputLength: bytesMax });
      return plain.length === 0 ? [] : [plain];
    } catch {
      return [];
    }
  });
}

/** What stands in `text` in another writing: base64, hexadecimal, percent and JSON escapes. */
function rewritten(text: string): Buffer[] {
  const runs = [...text.matchAll(/[A-Za-z0-9+/_-]{24,}/g)].map(([run]) => Buffer.from(run, 'base64'));
  const hex = [...text.matchAll(/(?:[0-9a-f]{2}){16,}/gi)].map(([run]) => Buffer.from(run, 'hex'));
  const percent = text.replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const escaped = text.replaceAll(/\\u00([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const others = [percent, escaped].filter((other) => other !== text).map((other) => Buffer.from(other, 'latin1'));
  return [...runs, ...hex, ...others];
}

/** `bytes`, and all that is packed or written otherwise inside them. */
function* layersOf(bytes: Buffer, depth = 0): Generator<Buffer> {
  yield bytes;
  if (depth === depthMax) return;
  for (const plain of unpacked(bytes)) yield* layersOf(plain, depth + 1);
  for (const other of rewritten(bytes.toString('latin1'))) yield* layersOf(other, depth + 1);
}

/** The middle of a secret: whoever shows that has shown too much. Its first and last characters may be shown. */
function needleOf({ text }: Canary): string {
  const length = Math.min(16, text.length);
  return text
    .slice(Math.floor((text.length - length) / 2))
    .slice(0, length)
    .toLowerCase();
}

function searchable(layer: Buffer): string {
  const plain = layer.toString('latin1').toLowerCase();
  // UTF-16 of either byte order is the same text with NULs between.
  return plain.includes('\0') ? plain + plain.replaceAll('\0', '') : plain;
}

/** Which canaries stand in which places, as `canary in place`, however they are packed. */
export function findCanaries(canaries: readonly Canary[], places: readonly Place[]): string[] {
  const found = new Set<string>();
  for (const { name, bytes } of places) {
    for (const layer of layersOf(bytes)) {
      const text = searchable(layer);
      for (const canary of canaries) if (text.includes(needleOf(canary))) found.add(`${canary.name} in ${name}`);
    }
  }
  return [...found].sort();
}
