import type { Trial } from '@weir/services/provider-keys/trial';
import { describe, expect, it } from 'vitest';
import {
  freeName,
  inOrder,
  inPlacesOf,
  lastPosition,
  moved,
  type ProviderKey,
  providerKeyState,
} from './provider-key.ts';
import { checkWeight, routingValues, toRouting } from './routing-values.ts';
import { trialSteps, trialWords } from './trial-words.ts';

const nowMs = Date.parse('2026-01-31T12:00:00Z');
const at = new Date(nowMs - 5_000).toISOString();
const longAgo = new Date(nowMs - 3_600_000).toISOString();
const failed: Trial = { at, state: 'failed', error: { code: 'provider_key_refused', message: 'no' } };
const models = { count: 2, ids: ['a', 'b'] };

const key = (change: Partial<ProviderKey>): ProviderKey => ({
  id: 'id',
  projectId: null,
  provider: 'openai',
  name: 'OpenAI',
  kind: 'inference',
  lastFour: 'a1b2',
  credentialForm: null,
  baseUrl: null,
  settings: {},
  status: 'active',
  position: 0,
  region: null,
  zeroRetention: false,
  weight: 1,
  trial: { at, state: 'ok' },
  createdAt: longAgo,
  rotatedAt: null,
  ...change,
});

describe('the state of a provider key', () => {
  it.each([
    ['active', {}],
    ['active', { kind: 'usage', trial: null }],
    ['untried', { trial: null }],
    ['untried', { trial: { at, state: 'pending' } }],
    ['doubtful', { trial: failed }],
    ['trying', { status: 'trial', trial: { at, state: 'running' } }],
    ['waiting', { status: 'trial', trial: { at: longAgo, state: 'running' } }],
    ['waiting', { status: 'trial', trial: null }],
    ['benched', { refused: { at, until: at, code: 'auth', status: 401 } }],
    ['off', { status: 'disabled', refused: { at, until: at, code: 'auth' } }],
    ['refused', { status: 'disabled', trial: failed }],
    ['off', { status: 'disabled' }],
    ['off', { status: 'disabled', trial: { at, state: 'running' } }],
  ] as const)('is %s with %j', (state, change) => {
    expect(providerKeyState(key(change), nowMs)).toBe(state);
  });
});

describe('what routes go by', () => {
  it('is the same in the form and in the request', () => {
    const said = { region: 'eu-west-1', zeroRetention: true, weight: 0 };
    expect(toRouting(routingValues(key(said)))).toEqual(said);
  });

  it('is nothing for a new key, and an emptied field is what a new key has', () => {
    const nothing = { region: null, zeroRetention: false, weight: 1 };
    expect(toRouting(routingValues())).toEqual(nothing);
    expect(toRouting({ region: ' ', zeroRetention: false, weight: '' })).toEqual(nothing);
  });

  it.each(['-1', 'many', '1000001'])('has no weight of %s', (weight) => {
    expect(checkWeight(weight)).not.toBe(true);
  });
});

describe('the order', () => {
  it('goes by position, then by age', () => {
    const keys = [key({ id: 'c', position: 1 }), key({ id: 'b' }), key({ id: 'a' })];
    expect(inOrder(keys).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(lastPosition(keys)).toBe(2);
    expect(lastPosition([])).toBe(0);
  });

  it('changes by one move and never loses a key', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 3)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  });

  it('of some keys changes their places among each other alone', () => {
    expect(inPlacesOf(['a', 'x', 'b', 'y', 'c'], ['c', 'a', 'b'])).toEqual(['c', 'x', 'a', 'y', 'b']);
  });
});

describe('a proposed name', () => {
  it('is free', () => {
    expect(freeName('OpenAI', [])).toBe('OpenAI');
    expect(freeName('OpenAI', [key({ name: 'openai' }), key({ name: 'OpenAI 2' })])).toBe('OpenAI 3');
  });
});

describe('a trial', () => {
  it.each([
    [null, true, 'running, waiting'],
    [{ at, state: 'running' }, true, 'running, waiting'],
    [{ at, state: 'running', models }, true, 'done, running'],
    [{ at, state: 'ok', models }, false, 'done, done'],
    [{ at, state: 'ok' }, false, 'skipped, done'],
    [failed, false, 'failed, waiting'],
    [{ ...failed, models }, false, 'done, failed'],
    [failed, true, 'running, waiting'],
    [{ at, state: 'pending' }, false, 'waiting, waiting'],
  ] as const)('%j, under way %s: its steps are %s', (trial, isUnderWay, states) => {
    const { listed, called } = trialSteps(trial, isUnderWay);
    expect(`${listed}, ${called}`).toBe(states);
  });

  it('that failed says what to do, known code or not; one that worked says nothing', () => {
    expect(trialWords(failed)?.title).toBe('The provider refused the key');
    expect(trialWords({ at, state: 'failed', error: { code: 'http_418', message: 'x' } })?.advice).toContain(
      'stays in use',
    );
    expect(trialWords({ at, state: 'ok' })).toBeUndefined();
    expect(trialWords(null)).toBeUndefined();
  });
});
