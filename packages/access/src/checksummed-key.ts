import { randomFillSync } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 32;
const checksumLength = 6;
/** The largest multiple of 62 within a byte: bytes above it are drawn again, so that every character is as likely. */
const fairBytesBelow = 248;

const character = (index: number) => alphabet.charAt(index % alphabet.length);

function randomText(): string {
  let text = '';
  while (text.length < randomLength) {
    for (const byte of randomFillSync(Buffer.alloc(randomLength * 2))) {
      if (byte < fairBytesBelow && text.length < randomLength) text += character(byte);
    }
  }
  return text;
}

/** CRC32 of the prefix and the random part in 6 base-62 digits, which hold 35 bits: secret scanners tell keys by it. */
function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let at = 0; at < checksumLength; at += 1) {
    digits = character(rest) + digits;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
}

/** A new key: `prefix`, 32 random base-62 characters (190 bits), 6 of checksum. */
export function mintChecksummed(prefix: string): string {
  const text = prefix + randomText();
  return text + checksumOf(text);
}

/** True when `text` has the prefix, the length, the alphabet and the checksum of a minted key. */
export function isChecksummed(prefix: string, text: string): boolean {
  if (text.length !== prefix.length + randomLength + checksumLength || !text.startsWith(prefix)) return false;
  const body = text.slice(0, -checksumLength);
  return /^[0-9A-Za-z]+$/.test(text.slice(prefix.length)) && checksumOf(body) === text.slice(-checksumLength);
}
