import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { deriveKey, type MasterKey } from './master-key.ts';

/** What an internal token begins with. */
export const internalTokenPrefix = 'weir_ip_';

const lifetimeMs = 60_000;
/** Two machines' clocks may differ by this much. */
const skewMs = 5_000;

const common = {
  organizationId: z.uuid(),
  projectId: z.uuid(),
  /** The token holds for this version of the project's configuration and later ones. */
  minConfigVersion: z.number().int().optional(),
};

const internalClaims = z.discriminatedUnion('purpose', [
  /** Calls with one provider key, also while it is on trial, and lists the models of its upstream. */
  z.object({ ...common, purpose: z.literal('trial'), providerKeyId: z.uuid() }),
  /** Calls what a gateway key of the project could call, on a member's account. */
  z.object({ ...common, purpose: z.literal('playground'), memberId: z.uuid() }),
  /** Asks where a call would go, on a member's account or a management token's; calls nothing. */
  z.object({ ...common, purpose: z.literal('explain'), memberId: z.uuid().optional() }),
  /** Reads the live state of the gateway; calls nothing. */
  z.object({ ...common, purpose: z.literal('admin') }),
]);
export type InternalClaims = z.infer<typeof internalClaims>;

const expiry = z.looseObject({ expiresAtMs: z.number() });

function signature(masterKey: MasterKey, text: string): Buffer {
  return createHmac('sha256', deriveKey(masterKey, 'internal-token')).update(text).digest();
}

function readPayload(text: string): z.infer<typeof expiry> | undefined {
  try {
    return expiry.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

/** `weir_ip_<payload>.<HMAC-SHA256>`: a principal of Weir itself, good for 60 s. */
export function signInternal(masterKey: MasterKey, claims: InternalClaims, nowMs: number): string {
  const body = { ...internalClaims.parse(claims), expiresAtMs: nowMs + lifetimeMs };
  const text = Buffer.from(JSON.stringify(body)).toString('base64url');
  return `${internalTokenPrefix}${text}.${signature(masterKey, text).toString('base64url')}`;
}

/** The claims of a token that this master key signed and that has not expired; undefined for anything else. */
export function verifyInternal(masterKey: MasterKey, token: string, nowMs: number): InternalClaims | undefined {
  const [text, mac, rest] = token.slice(internalTokenPrefix.length).split('.');
  if (!token.startsWith(internalTokenPrefix) || !text || mac === undefined || rest !== undefined) return undefined;
  const given = Buffer.from(mac, 'base64url');
  const expected = signature(masterKey, text);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const { expiresAtMs, ...claims } = readPayload(text) ?? { expiresAtMs: 0 };
  if (nowMs >= expiresAtMs || expiresAtMs > nowMs + lifetimeMs + skewMs) return undefined;
  return internalClaims.safeParse(claims).data;
}
