import { describe, expect, it } from 'vitest';
import { expiresAtOf, momentOfWallTime, wallTimeOf } from './expiry.ts';
import { firstCall } from './first-call.ts';
import { type GatewayKey, keyState } from './gateway-key.ts';
import { filterKeys, showOf } from './key-filter.ts';
import { coverage, coverageWords, covers, patternsIn, suggestPatterns } from './model-pattern.ts';

const nowMs = Date.parse('2026-01-31T12:00:00Z');
const inHours = (hours: number) => new Date(nowMs + hours * 3_600_000).toISOString();
const key = (change: Partial<GatewayKey>): GatewayKey => ({
  id: 'id',
  projectId: 'p1',
  name: 'Search page',
  lastFour: 'a1b2',
  ownerMemberId: null,
  ownerName: null,
  allowedModels: null,
  attributes: {},
  expiresAt: null,
  revokedAt: null,
  graceUntil: null,
  lastUsedAt: null,
  createdAt: inHours(-24),
  ...change,
});

describe('the state of a key', () => {
  it.each([
    ['active', {}],
    ['active', { expiresAt: inHours(24 * 8) }],
    ['expiring', { expiresAt: inHours(24 * 6) }],
    ['expired', { expiresAt: inHours(0) }],
    ['grace', { graceUntil: inHours(1) }],
    ['active', { graceUntil: inHours(-1) }],
    ['expired', { expiresAt: inHours(-1), graceUntil: inHours(1) }],
    ['revoked', { revokedAt: inHours(-1), expiresAt: inHours(-2) }],
  ] as const)('is %s with %j', (state, change) => {
    expect(keyState(key(change), nowMs)).toBe(state);
  });
});

describe('the list', () => {
  const keys = [
    key({ name: 'Search page', attributes: { team: 'Growth' } }),
    key({ name: 'Old', revokedAt: inHours(-1) }),
    key({ name: 'Batch', projectId: 'p2', allowedModels: ['groq/*'], ownerName: 'A member' }),
  ];
  const names = (filter: { show: 'usable' | 'ended' | 'all'; text?: string; projectId?: string }) =>
    filterKeys(keys, { text: '', projectId: undefined, ...filter }, nowMs).map(({ name }) => name);

  it('shows what still works, what ended, or all', () => {
    expect(names({ show: 'usable' })).toEqual(['Search page', 'Batch']);
    expect(names({ show: 'ended' })).toEqual(['Old']);
    expect(names({ show: 'all' })).toHaveLength(3);
    expect(showOf('nonsense')).toBe('usable');
  });

  it('is searched by name, owner, attribute and model, within a project where one is chosen', () => {
    expect(names({ show: 'all', text: 'team=growth' })).toEqual(['Search page']);
    expect(names({ show: 'all', text: 'a member' })).toEqual(['Batch']);
    expect(names({ show: 'all', text: ' GROQ ' })).toEqual(['Batch']);
    expect(names({ show: 'all', projectId: 'p2' })).toEqual(['Batch']);
  });
});

describe('a pattern of models', () => {
  const models = [
    { provider: 'openai', id: 'gpt-4o' },
    { provider: 'groq', id: 'openai/gpt-oss-20b' },
  ];

  it('covers as gateways have it', () => {
    expect(covers('gpt-4o', { provider: 'openai', id: 'gpt-4o' })).toBe(true);
    expect(covers('gpt-*', { provider: 'openai', id: 'gpt-4o' })).toBe(false);
    expect(['*', 'openai/*', 'openai/gpt-oss-20b', 'mistral/*'].map((pattern) => coverage(pattern, models))).toEqual([
      2, 1, 1, 0,
    ]);
  });

  it('is suggested from a part of it, routes and providers first, and not twice', () => {
    const known = { models, routes: ['chat', 'openai-first'] };
    expect(suggestPatterns('openai', known, [])).toEqual([
      ...['openai-first', 'openai/*', 'openai/gpt-4o', 'groq/openai/gpt-oss-20b'],
    ]);
    expect(suggestPatterns('openai', known, ['openai-first', 'openai/*'])[0]).toBe('openai/gpt-4o');
  });

  it('says what it stands for, be it a route, models or both', () => {
    const known = { models, routes: ['chat', 'gpt-4o'] };
    expect(coverageWords('chat', known)).toBe('a route');
    expect(coverageWords('gpt-4o', known)).toBe('a route, and 1 model');
    expect(coverageWords('openai/gpt-4o', known)).toBe('1 model');
    expect(coverageWords('nothing', known)).toBeUndefined();
  });

  it('may be pasted with others', () => {
    expect(patternsIn(' openai/*, gpt-4o\ngroq/* ')).toEqual(['openai/*', 'gpt-4o', 'groq/*']);
  });
});

describe('an expiry', () => {
  const zone = { nowMs, timeZone: 'Europe/Berlin' };

  it('is never, in days, at a time of the viewer, or kept', () => {
    expect(expiresAtOf({ choice: 'never', wallTime: '' }, zone)).toBeNull();
    expect(expiresAtOf({ choice: '7', wallTime: '' }, zone)).toBe(inHours(7 * 24));
    expect(expiresAtOf({ choice: 'date', wallTime: '2026-07-01T09:30' }, zone)).toBe('2026-07-01T07:30:00.000Z');
    expect(expiresAtOf({ choice: 'date', wallTime: '' }, zone)).toBeUndefined();
    expect(expiresAtOf({ choice: 'keep', wallTime: '' }, zone)).toBeUndefined();
  });

  it('reads back as it was entered, on both sides of a change of clocks', () => {
    for (const wallTime of ['2026-03-29T01:59', '2026-03-29T03:00', '2026-10-25T12:00']) {
      const atMs = momentOfWallTime(wallTime, 'Europe/Berlin') ?? 0;
      expect(wallTimeOf(atMs, 'Europe/Berlin')).toBe(wallTime);
    }
  });
});

describe('the snippet of a call', () => {
  const snippet = (allowedModels: string[] | null, key?: string) =>
    firstCall({ gatewayUrl: 'http://gateway', allowedModels, ...(key === undefined ? {} : { key }) });

  it('names a model that the key may call, of whatever provider', () => {
    expect(snippet(null)).toContain('"sandbox/fast"');
    expect(snippet(['openai/gpt-5-mini'])).toMatch(/v1\/chat\/completions[\s\S]*"openai\/gpt-5-mini"/);
    expect(snippet(['openai/*'])).toContain('"openai/MODEL"');
    expect(snippet(['anthropic/claude-haiku-4-5'])).toMatch(
      /v1\/chat\/completions[\s\S]*"anthropic\/claude-haiku-4-5"/,
    );
  });

  it('holds the key only where it is given', () => {
    expect(snippet(null)).not.toContain('export');
    expect(snippet(null, 'weir_gk_1')).toContain('export WEIR_KEY=weir_gk_1');
  });
});
