import { randomFillSync } from 'node:crypto';

const poolBytes = 4096;
const pool = Buffer.alloc(poolBytes);
const id = Buffer.alloc(16);
let used = poolBytes;

function dash(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A UUIDv7 (RFC 9562): 48 bits of `nowMs`, then 74 random bits drawn from a pool that is refilled now and then. */
export function uuidv7(nowMs: number = Date.now()): string {
  if (used === poolBytes) {
    randomFillSync(pool);
    used = 0;
  }
  pool.copy(id, 6, used, used + 10);
  used += 10;
  if (used + 10 > poolBytes) used = poolBytes;
  id.writeUIntBE(nowMs, 0, 6);
  id[6] = 0x70 | (id.readUInt8(6) & 0x0f);
  id[8] = 0x80 | (id.readUInt8(8) & 0x3f);
  return dash(id.toString('hex'));
}

/** The millisecond in which a UUIDv7 was made. */
export function timeOfUuid(uuid: string): number {
  return Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
}

/** The least UUIDv7 of a millisecond: the border of a range in time. */
export function uuidFloor(atMs: number): string {
  const time = Math.max(0, Math.floor(atMs)).toString(16).padStart(12, '0');
  return dash(`${time}70008000000000000000`);
}
