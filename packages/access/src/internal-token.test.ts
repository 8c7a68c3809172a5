import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signInternal, verifyInternal } from './internal-token.ts';
import { parseMasterKey } from './master-key.ts';

const masterKey = parseMasterKey(randomBytes(32).toString('base64'), 'test');
const nowMs = 1_770_000_000_000;
const claims = {
  organizationId: '01890000-0000-7000-8000-000000000001',
  projectId: '01890000-0000-7000-8000-000000000002',
  providerKeyId: '01890000-0000-7000-8000-000000000003',
  purpose: 'trial',
  minConfigVersion: 7,
} as const;
const token = signInternal(masterKey, claims, nowMs);

describe('an internal token', () => {
  it('gives its claims back for 60 seconds', () => {
    expect(verifyInternal(masterKey, token, nowMs)).toEqual(claims);
    expect(verifyInternal(masterKey, token, nowMs + 59_999)).toEqual(claims);
    expect(verifyInternal(masterKey, token, nowMs + 60_000)).toBeUndefined();
  });

  it('holds 60 seconds at most, whoever signed it for how long', () => {
    const { organizationId, projectId } = claims;
    const playground = { organizationId, projectId, purpose: 'playground', memberId: claims.providerKeyId } as const;
    const signed = signInternal(masterKey, playground, nowMs);
    expect(verifyInternal(masterKey, signed, nowMs + 59_999)).toEqual(playground);
    expect(verifyInternal(masterKey, signed, nowMs + 60_000)).toBeUndefined();
  });

  it('cannot be made without what its purpose needs', () => {
    const { organizationId, projectId } = claims;
    for (const purpose of ['trial', 'playground']) {
      const lacking = JSON.parse(JSON.stringify({ organizationId, projectId, purpose }));
      expect(() => signInternal(masterKey, lacking, nowMs)).toThrow();
    }
  });

  it('is nothing when signed with another master key', () => {
    const other = parseMasterKey(randomBytes(32).toString('base64'), 'test');
    expect(verifyInternal(other, token, nowMs)).toBeUndefined();
  });

  it('is nothing when a character of payload or signature was changed', () => {
    for (let at = 0; at < token.length - 1; at += 1) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(verifyInternal(masterKey, changed, nowMs)).toBeUndefined();
    }
  });

  it('is nothing when it was signed for the far future', () => {
    expect(verifyInternal(masterKey, signInternal(masterKey, claims, nowMs + 3_600_000), nowMs)).toBeUndefined();
  });

  it.each(['', 'weir_ip_', 'weir_ip_.', 'weir_ip_a.b', 'weir_ip_a.b.c', `${token}.x`, token.slice(8)])(
    'is nothing in the form %j',
    (text) => {
      expect(verifyInternal(masterKey, text, nowMs)).toBeUndefined();
    },
  );
});
