import { type Condition, condition, factNames, type Rule } from '@weir/routing/condition';
import { describe, expect, it } from 'vitest';
import { factChoices, opChoices } from './fact-words.ts';
import { joined, ruleAbout, withFactName, withOp, withoutPart, withValue, withValues } from './rule-edit.ts';

const sound = (rule: Condition) => condition.safeParse(rule).success;

describe('a rule of the form', () => {
  it('can ask about every fact that conditions know', () => {
    const offered = factChoices.map(({ value }) => value);
    expect([...factNames, 'metadata', 'attributes'].filter((name) => !offered.includes(name))).toEqual([]);
  });

  it.each(factChoices)('about $value is sound with every op that is offered', ({ value }) => {
    const rule = ruleAbout(value);
    expect(sound(rule)).toBe(true);
    const ops = opChoices(rule);
    expect(ops.length).toBeGreaterThan(0);
    for (const { value: op } of ops) {
      const other = withOp(rule, op);
      expect([other.op, sound(other)]).toEqual([op, true]);
      expect(sound(withOp(other, rule.op))).toBe(true);
    }
  });

  it('keeps its value where the other op can have it', () => {
    const rule: Rule = { fact: 'metadata.tier', op: 'is', value: '7' };
    expect(withOp(rule, 'in')).toEqual({ fact: 'metadata.tier', op: 'in', value: ['7'] });
    expect(withOp(rule, 'over')).toEqual({ fact: 'metadata.tier', op: 'over', value: 7 });
    expect(withOp(withValue(rule, 'gold'), 'over')).toEqual({ fact: 'metadata.tier', op: 'over', value: 0 });
  });

  it('takes another name of metadata, and never an empty list', () => {
    const rule = withFactName(ruleAbout('attributes'), 'team');
    expect(rule).toMatchObject({ fact: 'attributes.team' });
    const list = withValues(rule, ['a', 'b']);
    expect(list).toEqual({ fact: 'attributes.team', op: 'in', value: ['a', 'b'] });
    expect(withValues(list, [])).toBe(list);
  });

  it('stands for itself when the others it was joined with are gone', () => {
    const [one, other] = [ruleAbout('needs'), ruleAbout('task')];
    expect(joined('any', [one, other])).toEqual({ any: [one, other] });
    expect(withoutPart('any', [one, other], 0)).toBe(other);
    expect(withoutPart('all', [one, other, one], 1)).toEqual({ all: [one, one] });
  });
});
