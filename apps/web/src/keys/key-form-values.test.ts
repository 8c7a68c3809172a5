import { describe, expect, it } from 'vitest';
import type { GatewayKey } from './gateway-key.ts';
import { attributesError, changeOf, creationOf, emptyValues, valuesOf } from './key-form-values.ts';

const clock = { nowMs: Date.parse('2026-01-31T12:00:00Z'), timeZone: 'UTC' };
const key: GatewayKey = {
  ...{ id: 'k', projectId: 'p', name: 'Search', lastFour: 'a1b2', ownerMemberId: 'm', ownerName: 'A member' },
  ...{ allowedModels: ['openai/*'], attributes: { team: 'search' }, expiresAt: '2026-03-01T00:00:00Z' },
  ...{ revokedAt: null, graceUntil: null, lastUsedAt: null, createdAt: '2026-01-01T00:00:00Z' },
};

describe('a new key', () => {
  it('asks for nothing that was left as it was', () => {
    expect(creationOf({ ...emptyValues('p'), name: 'Search' }, clock)).toEqual({
      ...{ projectId: 'p', name: 'Search', attributes: {} },
    });
  });

  it('asks for owner, models, end and attributes where they were entered', () => {
    const values = {
      ...{ ...emptyValues('p'), name: 'Search', ownerMemberId: 'm', access: 'some' as const, patterns: ['openai/*'] },
      expiry: { choice: '7' as const, wallTime: '' },
      attributes: [
        { id: 0, name: ' team ', value: 'search' },
        { id: 1, name: '', value: '' },
      ],
    };
    expect(creationOf(values, clock)).toEqual({
      ...{ projectId: 'p', name: 'Search', ownerMemberId: 'm', allowedModels: ['openai/*'] },
      ...{ expiresAt: '2026-02-07T12:00:00.000Z', attributes: { team: 'search' } },
    });
  });
});

describe('a change of a key', () => {
  it('that changes nothing keeps what there is, the very expiry too', () => {
    expect(changeOf('k', valuesOf(key), clock)).toEqual({
      ...{ id: 'k', name: 'Search', allowedModels: ['openai/*'], attributes: { team: 'search' } },
    });
  });

  it('opens a key to every model and takes its end away when that is chosen', () => {
    const values = { ...valuesOf(key), access: 'all' as const, expiry: { choice: 'never' as const, wallTime: '' } };
    expect(changeOf('k', values, clock)).toMatchObject({ allowedModels: null, expiresAt: null });
  });
});

describe('attributes', () => {
  const pair = (id: number, name: string, value = 'x') => ({ id, name, value });

  it('need a name, and each its own', () => {
    expect(attributesError([pair(0, 'team'), pair(1, 'env')])).toBeUndefined();
    expect(attributesError([pair(0, ' ', '')])).toBeUndefined();
    expect(attributesError([pair(0, '')])).toContain('name');
    expect(attributesError([pair(0, 'team'), pair(1, 'team ')])).toContain('team');
  });
});
