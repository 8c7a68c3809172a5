import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMasterKey } from './master-key.ts';
import { createDataKey, createVault, open, seal } from './seal.ts';

const masterKey = parseMasterKey(randomBytes(32).toString('base64'), 'test');
const organizationId = '01890000-0000-7000-8000-000000000001';
const scope = { organizationId, rowId: 'row-1', sealedDataKey: createDataKey(masterKey, organizationId) };
const secret = 'sk-canary-0123456789';

describe('a sealed value', () => {
  it('opens for its organization and row, and shows nothing of itself', () => {
    // Two that never met; each derives its key once, which takes its time.
    const [sealing, opening] = [createVault(masterKey), createVault(masterKey)];
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (plaintext) => {
        const sealed = seal(sealing, scope, plaintext);
        expect(open(opening, scope, sealed)).toBe(Buffer.from(plaintext).toString());
      }),
      { seed: 20_260_101, numRuns: 100 },
    );
    expect(seal(createVault(masterKey), scope, secret)).toMatch(/^v1\.[\w-]+$/);
    expect(Buffer.from(seal(createVault(masterKey), scope, secret).slice(3), 'base64url').toString()).not.toContain(
      'sk-',
    );
  });

  it('differs each time', () => {
    const vault = createVault(masterKey);
    expect(seal(vault, scope, secret)).not.toBe(seal(vault, scope, secret));
  });

  it.each([
    ['another row', { ...scope, rowId: 'row-2' }],
    ['another organization', { ...scope, organizationId: '01890000-0000-7000-8000-000000000002' }],
    ['another data key', { ...scope, sealedDataKey: createDataKey(masterKey, organizationId) }],
  ])('does not open for %s', (_, other) => {
    const sealed = seal(createVault(masterKey), scope, secret);
    expect(() => open(createVault(masterKey), other, sealed)).toThrow();
  });

  it('does not open when any byte was changed', () => {
    const vault = createVault(masterKey);
    const bytes = Buffer.from(seal(vault, scope, secret).slice(3), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => open(vault, scope, `v1.${changed.toString('base64url')}`)).toThrow();
    }
  });

  it.each(['', 'v1.', 'v2.AAAA', 'v1.AAAA', 'v1.a.b', secret])('refuses the form %j', (text) => {
    expect(() => open(createVault(masterKey), scope, text)).toThrow();
  });
});

it('names the master key that a data key needs', () => {
  const other = parseMasterKey(randomBytes(32).toString('base64'), 'test');
  const fault = () => seal(createVault(other), scope, secret);
  expect(fault).toThrow(`wrapped with master key ${masterKey.id}, this process has ${other.id}`);
});
