import { describe, expect, it } from 'vitest';
import { decisionOf, languageOf, standingOf, wayOf } from './decision.ts';

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
    expect(['messages', 'generate_content'].map(languageOf)).toEqual([
      "Anthropic's Messages",
      "Gemini's generateContent",
    ]);
    expect(languageOf('speech')).toBeUndefined();
  });

  it('leaves out candidates that it cannot read', () => {
    expect(decisionOf({ ...stored, considered: [1, null, { provider: 'groq' }] })?.considered).toEqual([]);
  });
});
