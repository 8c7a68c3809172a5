import { describe, expect, it } from 'vitest';
import type { Condition } from '../condition.ts';
import { type Asked, candidate, decided, node, order, saidByRoot } from '../plan.test-support.ts';

const candidates = ['yes/m', 'no/m'].map((name) => candidate(name));
/** A Saturday, 23:30 in UTC and 01:30 of Sunday in Berlin. */
const nowMs = Date.UTC(2026, 6, 4, 23, 30);

function met(condition: Condition, more: Asked = {}, timeZone?: string): boolean {
  const strategy = {
    kind: 'conditional',
    when: [{ if: condition, use: node('yes/m') }],
    otherwise: node('no/m'),
    timeZone,
  } as const;
  return order({ candidates, nowMs, ...more, strategy })[0] === 'yes/m';
}

const facts = {
  needs: ['tools', 'images'],
  inputTokens: 5_000,
  task: 'code',
  metadata: { team: 'search', level: '7' },
  attributes: { plan: 'paid' },
} as const;

describe('a condition', () => {
  it.each<[Condition, boolean]>([
    [{ fact: 'operation', op: 'is', value: 'chat' }, true],
    [{ fact: 'streaming', op: 'is', value: true }, true],
    [{ fact: 'streaming', op: 'is_not', value: true }, false],
    [{ fact: 'task', op: 'in', value: ['code', 'math'] }, true],
    [{ fact: 'needs', op: 'has', value: 'images' }, true],
    [{ fact: 'needs', op: 'has', value: 'audio' }, false],
    [{ fact: 'input_tokens', op: 'over', value: 4_999 }, true],
    [{ fact: 'input_tokens', op: 'over', value: 5_000 }, false],
    [{ fact: 'input_tokens', op: 'under', value: 5_001 }, true],
    [{ fact: 'metadata.team', op: 'is', value: 'search' }, true],
    [{ fact: 'metadata.level', op: 'is', value: 7 }, true],
    [{ fact: 'metadata.level', op: 'over', value: 6 }, true],
    [{ fact: 'metadata.team', op: 'over', value: 0 }, false],
    [{ fact: 'attributes.plan', op: 'is', value: 'paid' }, true],
    [{ fact: 'input_tokens', op: 'in', value: ['4999', '5000'] }, true],
    [{ fact: 'streaming', op: 'is', value: 'true' }, true],
    [{ fact: 'weekday', op: 'is', value: 'Saturday' }, true],
    [{ fact: 'weekday', op: 'in', value: ['Sunday', 'monday'] }, false],
    [{ fact: 'temperature', op: 'is', value: 0 }, false],
    [{ fact: 'temperature', op: 'is', value: 'undefined' }, false],
    [{ fact: 'temperature', op: 'is_not', value: 0 }, true],
    [{ fact: 'temperature', op: 'under', value: 1 }, false],
    [{ fact: 'user', op: 'in', value: ['u1'] }, false],
    [{ fact: 'metadata.constructor', op: 'is_not', value: 'x' }, true],
  ])('%j: %s', (condition, expected) => {
    expect(met(condition, { facts })).toBe(expected);
  });

  it('is joined by all, any and not', () => {
    const [yes, no]: Condition[] = [
      { fact: 'task', op: 'is', value: 'code' },
      { fact: 'task', op: 'is', value: 'chat' },
    ];
    if (yes === undefined || no === undefined) throw new Error('there are two');
    expect(met({ all: [yes, yes] }, { facts })).toBe(true);
    expect(met({ all: [yes, no] }, { facts })).toBe(false);
    expect(met({ any: [no, yes] }, { facts })).toBe(true);
    expect(met({ any: [no, no] }, { facts })).toBe(false);
    expect(met({ not: { any: [no, no] } }, { facts })).toBe(true);
  });

  it.each([
    [undefined, 23, 'saturday'],
    ['UTC', 23, 'saturday'],
    ['Europe/Berlin', 1, 'sunday'],
    ['Asia/Kathmandu', 5, 'sunday'],
    ['America/Los_Angeles', 16, 'saturday'],
    ['No/Such_Zone', 23, 'saturday'],
  ])('goes by the hour and the day in %s', (timeZone, hour, weekday) => {
    for (const at of [nowMs, nowMs + 60_000, nowMs - 60_000]) {
      expect(met({ fact: 'hour', op: 'is', value: hour }, { nowMs: at }, timeZone)).toBe(true);
      expect(met({ fact: 'weekday', op: 'is', value: weekday }, { nowMs: at }, timeZone)).toBe(true);
    }
    const later = { nowMs: nowMs + 30 * 60_000 };
    const wholeHours = timeZone !== 'Asia/Kathmandu';
    expect(met({ fact: 'hour', op: 'is', value: (hour + 1) % 24 }, later, timeZone)).toBe(wholeHours);
  });
});

describe('a conditional node', () => {
  const code: Condition = {
    all: [{ fact: 'task', op: 'is', value: 'code' }, { not: { fact: 'user', op: 'is', value: 1 } }],
  };
  const strategy = {
    kind: 'conditional',
    when: [
      { if: { fact: 'input_tokens', op: 'over', value: 9_000 }, use: node('no/m') },
      { if: code, use: node('yes/m') },
    ],
    otherwise: { kind: 'fallback', children: [node('no/m'), node('yes/m')] },
  } as const;

  it('goes where its first rule leads that is met, and nowhere else', () => {
    expect(order({ strategy, candidates, facts: { task: 'code' } })).toEqual(['yes/m']);
    expect(order({ strategy, candidates, facts: { task: 'code', inputTokens: 9_001 } })).toEqual(['no/m']);
    expect(order({ strategy, candidates })).toEqual(['no/m', 'yes/m']);
  });

  it('says which rule that was', () => {
    const told = [{ task: 'code' }, { task: 'chat' }].map((about) =>
      saidByRoot(decided({ strategy, candidates, facts: about })),
    );
    expect(told).toEqual(['rule 2 is met: task is code and not (user is 1)', 'no rule is met: otherwise']);
  });
});
