import { describe, expect, it } from 'vitest';
import { differences } from './carried.ts';
import { firstBreach } from './invariants.ts';
import { Draft, type StatedChoice, type Statement } from './stated/statement.ts';

/* What the proof holds answers against must itself be able to tell that something is wrong. */

function statement(over: Partial<StatedChoice> = {}): Statement {
  const choice: StatedChoice = {
    ...new Draft().done(),
    text: 'Sunny.',
    reasoning: 'Look it up.',
    calls: [{ id: 'call_1', name: 'weather', arguments: { city: 'Rome' }, custom: false }],
    finish: 'tool_calls',
    ...over,
  };
  return { choices: [choice], usage: { input: 10, cacheRead: 5, output: 3, reasoning: 2 }, failed: false, ended: true };
}

const call = { id: 'call_1', name: 'weather', arguments: { city: 'Rome' }, custom: false };

describe('what a client sees', () => {
  it('is equal to what it was', () => {
    expect(differences(statement(), statement(), 'chat')).toEqual([]);
  });

  it.each<[string, Partial<StatedChoice>]>([
    ['a text', { text: 'Sunny' }],
    ['a thought', { reasoning: '' }],
    ['a refusal', { refusal: 'No.' }],
    ['the finish', { finish: 'length' }],
    ['a call', { calls: [] }],
    ['the id of a call', { calls: [{ ...call, id: 'call_2' }] }],
    ['a missing id', { calls: [{ ...call, id: undefined }] }],
    ['the name of a call', { calls: [{ ...call, name: 'time' }] }],
    ['the arguments of a call', { calls: [{ ...call, arguments: { city: 'Roma' } }] }],
    ['arguments that became text', { calls: [{ ...call, arguments: '{"city":"Rome"}' }] }],
  ])('differs by %s', (_what, over) => {
    expect(differences(statement(), statement(over), 'chat')).toHaveLength(1);
  });

  it('differs by a count, by one that was not reported, and by one too many answers', () => {
    const seen = statement();
    expect(differences(statement(), { ...seen, usage: { ...seen.usage, output: 4 } }, 'chat')).toHaveLength(1);
    const { reasoning, ...unreported } = seen.usage;
    expect(differences({ ...seen, usage: unreported }, seen, 'chat').length).toBeGreaterThan(0);
    expect(
      differences(
        { ...seen, usage: { input: 10, output: 5 } },
        { ...seen, usage: { input: 10, output: 5, cacheRead: 0 } },
        'chat',
      ),
    ).toHaveLength(1);
    expect(differences(seen, { ...seen, choices: [...seen.choices, ...seen.choices] }, 'chat')).toHaveLength(1);
  });

  it('may say 0 for what was not reported only where the dialect demands a number', () => {
    const bare = { ...statement(), usage: { input: 10, output: 5 } };
    const zero = { ...statement(), usage: { input: 10, output: 5, cacheRead: 0, reasoning: 0 } };
    expect(differences(bare, zero, 'responses')).toEqual([]);
    expect(differences(bare, zero, 'messages')).toHaveLength(2);
  });
});

describe('the events of a decoder', () => {
  const start = { type: 'start' } as const;
  const open = { type: 'open', choice: 0, index: 0, part: { kind: 'text', text: '' } } as const;
  const close = { type: 'close', choice: 0, index: 0 } as const;
  const finish = { type: 'finish', choice: 0, reason: 'stop' } as const;
  const end = { type: 'end' } as const;

  it('keep their order', () => {
    expect(firstBreach([start, open, close, finish, end])).toBeUndefined();
    expect(firstBreach([open])).toContain('before the start');
    expect(firstBreach([start, start])).toContain('second start');
    expect(firstBreach([start, close])).toContain('not open');
    expect(firstBreach([start, open, finish])).toContain('open parts');
    expect(firstBreach([start, { ...open, index: 1 }])).toContain('opened after');
    expect(firstBreach([start, finish, end, end])).toContain('behind the end');
  });
});
