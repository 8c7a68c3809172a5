import { describe, expect, it } from 'vitest';
import { decisionOf } from './decision.ts';
import { expectedWords, purposeWords, standingOf, turnWords, wayOf } from './decision-words.ts';
import { languageName } from './language-name.ts';

const stored = {
  requestedModel: 'gpt-oss-20b',
  resolvedBy: 'bare name',
  considered: [
    {
      provider: 'openai',
      providerKeyId: 'k1',
      model: 'gpt-oss-20b',
      excluded: 'the gateway key does not allow this model',
    },
    { provider: 'groq', providerKeyId: 'k2', model: 'gpt-oss-20b' },
    { provider: 'cerebras', providerKeyId: 'k3', model: 'gpt-oss-20b' },
  ],
};

describe("a call's decision", () => {
  it('says which candidate was chosen, and why the others were not', () => {
    const decision = decisionOf(stored);
    expect(decision?.considered.map((each) => [each.provider, decision && standingOf(decision, each)])).toEqual([
      ['openai', 'excluded'],
      ['groq', 'chosen'],
      ['cerebras', 'not needed'],
    ]);
    expect(decision && wayOf(decision)).toContain('in their order');
  });

  it.each([null, undefined, 'x', {}, { ...stored, considered: null }])('is not made of %j', (value) => {
    expect(decisionOf(value)).toBeUndefined();
  });

  it('says in which language the target was spoken to, and what was lost', () => {
    expect(decisionOf(stored)?.translation).toBeUndefined();
    const translation = { language: 'messages', dropped: ['seed', 7] };
    expect(decisionOf({ ...stored, translation })?.translation).toEqual({
      language: "Anthropic's Messages",
      dropped: ['seed'],
    });
  });

  it('names the language of whoever asked', () => {
    expect(['messages', 'generate_content'].map(languageName)).toEqual([
      "Anthropic's Messages",
      "Gemini's generateContent",
    ]);
    expect(languageName('speech')).toBeUndefined();
  });

  it('leaves out candidates that it cannot read', () => {
    expect(decisionOf({ ...stored, considered: [1, null, { provider: 'groq' }] })?.considered).toEqual([]);
  });

  it('tells targets that were tried behind the chosen one from those that were not needed', () => {
    const decision = decisionOf(stored);
    const attempts = [
      { provider: 'groq', model: 'gpt-oss-20b', providerKeyId: 'k2' },
      { provider: 'cerebras', model: 'gpt-oss-20b', providerKeyId: 'k3' },
    ];
    expect(decision?.considered.map((each) => decision && standingOf(decision, each, attempts))).toEqual([
      'excluded',
      'chosen',
      'tried',
    ]);
  });

  it('of a route has its version, its nodes by depth, what was expected, snapshot and seed', () => {
    const decision = decisionOf({
      ...stored,
      resolvedBy: 'route',
      route: { id: 'r1', name: 'answers', version: 4 },
      nodes: [
        { path: '0', kind: 'fallback', said: 'tries its 2 children in order' },
        { path: '0.1', kind: 'cheapest', said: 'groq is cheapest' },
        { path: 7 },
      ],
      considered: [
        {
          provider: 'groq',
          model: 'm',
          probe: true,
          expected: {
            costUsd: 0.00012345,
            firstTokenMs: 212,
            quality: 0.83,
            qualitySource: 'learnt',
            propensity: 0.05,
          },
        },
      ],
      inputs: { snapshotId: 's-9', seed: 0, facts: { task: 'code' } },
      turns: [{ attemptNo: 1, did: 'retry', reason: 'the provider was overloaded' }],
    });
    expect(decision?.route).toEqual({ id: 'r1', name: 'answers', version: 4 });
    expect(decision?.nodes.map(({ path, depth }) => [path, depth])).toEqual([
      ['0', 0],
      ['0.1', 1],
    ]);
    expect(decision?.inputs).toEqual({ snapshotId: 's-9', seed: 0, task: 'code' });
    expect(decision?.considered[0]?.isProbe).toBe(true);
    expect(expectedWords(decision?.considered[0]?.expected)).toEqual([
      '$0.00012',
      'first token 212 ms',
      'quality 83% (learnt)',
      'drawn with 5%',
    ]);
    expect(expectedWords({ quality: 0.5, isLearnt: false })).toEqual(['quality 50% (public results)']);
    expect(decision?.turns.map(turnWords)).toEqual(['Tried again: the provider was overloaded.']);
  });

  it('of an older release has no nodes, no turns and nothing expected', () => {
    const decision = decisionOf(stored);
    expect([decision?.nodes, decision?.turns, decision?.route, decision?.inputs]).toEqual([
      [],
      [],
      undefined,
      undefined,
    ]);
    expect(expectedWords(decision?.considered[0]?.expected)).toEqual([]);
  });

  it('names purposes in words, and those it does not know as they are', () => {
    expect(['race', 'rescue', 'tomorrow'].map(purposeWords)).toEqual(['Race leg', 'Rescue', 'tomorrow']);
  });
});
