import type { RoutePlan } from '@weir/routing/route-plan';
import { describe, expect, it } from 'vitest';
import { jsonTokens } from './json-tokens.ts';
import { planSaid } from './plan-said.ts';
import { nodeOfPath, type Remark, remarksAt, remarksOfNode, sentence } from './remark.ts';
import { settingWords } from './setting-words.ts';
import { shareAmong } from './weight-field.tsx';

const strategy = { kind: 'target', provider: 'sandbox', model: 'fast' } as const;
const remark = (path: string): Remark => ({ path, message: 'must be given', tone: 'bad' });

describe('a remark', () => {
  it('belongs to the innermost node of its path', () => {
    expect(nodeOfPath('strategy.when.0.use.children.12.model')).toBe('strategy.when.0.use.children.12');
    expect(nodeOfPath('strategy.when.0.if.fact')).toBe('strategy');
    expect(nodeOfPath('strategy.otherwise')).toBe('strategy.otherwise');
    expect(nodeOfPath('retry.on')).toBeUndefined();
  });

  it('stands at its node, but for fields that say it themselves', () => {
    const all = ['strategy.children.1.overrides.topP', 'strategy.children.1.model', 'strategy.children.10'].map(remark);
    const said = remarksOfNode(all, 'strategy.children.1', ['overrides']).map(({ path }) => path);
    expect(said).toEqual(['strategy.children.1.model']);
    expect(remarksAt(all, 'strategy.children.1')).toHaveLength(2);
  });

  it('is a sentence, and names in it stay as they are written', () => {
    expect(sentence('must be given')).toBe('Must be given.');
    expect(sentence('sandbox/fast was removed')).toBe('sandbox/fast was removed.');
    expect(sentence('contentPolicy: set to next')).toBe('contentPolicy: set to next.');
  });
});

it('colours every character of a text once, whether it is JSON or not', () => {
  for (const text of ['{"a": [1.5e3, true, "x:\\"y"]}', '{"cut', 'tru fal\n-}', '']) {
    expect(
      jsonTokens(text)
        .map((token) => token.text)
        .join(''),
    ).toBe(text);
  }
  const kinds = jsonTokens('{"a": "b", "c": -1}').map(({ text, kind }) => [text, kind]);
  expect(kinds.filter(([, kind]) => kind !== 'mark')).toEqual([
    ['"a"', 'name'],
    ['"b"', 'text'],
    ['"c"', 'name'],
    ['-1', 'value'],
  ]);
});

describe('settings in words', () => {
  it('say what holds where nothing is set', () => {
    expect(settingWords({ strategy })).toEqual({
      retry: 'each target up to 2 times',
      timeouts: 'first event 30 s, in all 600 s',
      rescue: 'end with an error',
      sticky: 'not at all',
      contentPolicy: 'the call ends',
      requires: 'none',
    });
  });

  it('say what is set', () => {
    const plan: RoutePlan = {
      strategy,
      retry: { attemptsPerTargetMax: 1 },
      sticky: { by: 'metadata.chat', ttlSeconds: 60 },
      requires: { regions: ['eu', 'ch'], outputUsdPerMillionMax: 5 },
    };
    expect(settingWords(plan)).toMatchObject({
      retry: 'each target once',
      sticky: 'by metadata.chat, 60 s',
      requires: 'eu or ch, out at most $5',
    });
  });
});

it('says the same of plans whose fields stand in another order', () => {
  const other: RoutePlan = { rescue: 'off', strategy: { model: 'fast', provider: 'sandbox', kind: 'target' } };
  expect(planSaid({ strategy, rescue: 'off' })).toBe(planSaid(other));
  expect(planSaid({ strategy })).not.toBe(planSaid(other));
  expect(planSaid({ strategy: { kind: 'weighted', children: [strategy, { ...strategy, weight: undefined }] } })).toBe(
    planSaid({ strategy: { kind: 'weighted', children: [strategy, strategy] } }),
  );
});

it('turns weights into shares, and no weights into none', () => {
  const children = [strategy, { ...strategy, weight: 3 }];
  expect(children.map((child) => shareAmong(child, children))).toEqual([0.25, 0.75]);
  expect(shareAmong({ ...strategy, weight: 0 }, [{ ...strategy, weight: 0 }])).toBeUndefined();
});
