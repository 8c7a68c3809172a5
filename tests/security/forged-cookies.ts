import { createCipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { uuidv7 } from '@weir/runtime/uuid';

const text = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const encoded = (value: unknown) => text(value).toString('base64url');

/** How next-auth makes a key of a secret. */
function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'NextAuth.js Generated Encryption Key', 32));
}

/** `claims` as the compact JWE that next-auth seals a session in. */
function seal(secret: string, claims: object): string {
  const header = encoded({ alg: 'dir', enc: 'A256GCM' });
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  cipher.setAAD(Buffer.from(header));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(claims)), cipher.final()]);
  return [header, '', nonce, sealed, cipher.getAuthTag()]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.');
}

function flipped(token: string): string {
  const parts = token.split('.');
  const sealed = Buffer.from(parts[3] ?? '', 'base64url');
  sealed[0] = (sealed[0] ?? 0) ^ 1;
  return [...parts.slice(0, 3), sealed.toString('base64url'), parts[4]].join('.');
}

function signed(alg: string, claims: object, signature: string): string {
  return `${encoded({ alg, typ: 'JWT' })}.${encoded(claims)}.${signature}`;
}

/** A cookie that opens the session `sid`, and every forgery of it that is known of such cookies. */
export function forgedCookies(secret: string, sid: string) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sid, iat: now, exp: now + 3_600 };
  const good = seal(secret, claims);
  const body = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  const hmac = createHmac('sha256', secret).update(body).digest('base64url');
  const bad: Readonly<Record<string, string>> = {
    'nothing in it': '',
    'the id itself': sid,
    'signed by nobody': signed('none', claims, ''),
    'signed by nobody, in other letters': signed('nOnE', claims, ''),
    'signed instead of sealed': signed('HS256', claims, hmac),
    'sealed by nobody': `${encoded({ alg: 'none', enc: 'none' })}..${encoded('')}.${encoded(claims)}.`,
    'sealed with an empty secret': seal('', claims),
    'sealed with another secret': seal(randomBytes(32).toString('base64url'), claims),
    'one bit of it flipped': flipped(good),
    'without its seal': good.slice(0, good.lastIndexOf('.') + 1),
    'over since an hour': seal(secret, { ...claims, exp: now - 3_600 }),
    'without a session': seal(secret, { iat: now, exp: now + 3_600 }),
    'of a session that never was': seal(secret, { ...claims, sid: uuidv7() }),
    'of a session that is no text': seal(secret, { ...claims, sid: [sid] }),
    'of a session in SQL': seal(secret, { ...claims, sid: "' or true --" }),
  };
  return { good, bad };
}
