import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

// OWASP's password storage cheat sheet: Argon2id with 19 MiB, 2 passes, 1 lane.
const memoryKib = 19_456;
const passes = 2;
const lanes = 1;
const tagBytes = 32;

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);
const phcForm = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** The same characters however they were typed. */
const plain = (password: string) => password.normalize('NFKC');

const toText = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** `password` as an Argon2id hash in PHC form, with the parameters it was made with. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', {
    message: plain(password),
    nonce,
    memory: memoryKib,
    passes,
    parallelism: lanes,
    tagLength: tagBytes,
  });
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${toText(nonce)}$${toText(tag)}`;
}

/** False when `stored` was made with other parameters than a new hash would be. */
export function isCurrentHash(stored: string): boolean {
  return stored.startsWith(`$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$`);
}

/** True when `password` is the one that `stored` was made of; false too when `stored` has another form. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, memory, time, parallelism, nonce, expected] = phcForm.exec(stored) ?? [];
  if (nonce === undefined || expected === undefined) return false;
  const tag = Buffer.from(expected, 'base64');
  const made = await derive('argon2id', {
    message: plain(password),
    nonce: Buffer.from(nonce, 'base64'),
    memory: Number(memory),
    passes: Number(time),
    parallelism: Number(parallelism),
    tagLength: tag.length,
  });
  return timingSafeEqual(made, tag);
}
