import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelRequest } from './model-request.ts';
import { resolveModel } from './resolve-model.ts';

const seed = 20261123;

const operations: Record<string, ModelRequest['operation'][]> = {
  openai: ['chat', 'responses', 'embeddings'],
  groq: ['chat'],
  anthropic: ['messages', 'count_tokens'],
  'openai-compatible': ['chat'],
  sandbox: ['chat', 'messages'],
};
const listed: Record<string, string[]> = {
  openai: ['gpt-4o', 'gpt-oss-20b'],
  groq: ['openai/gpt-oss-120b', 'gpt-oss-20b'],
  anthropic: ['claude-sonnet-5'],
};

const base: ModelRequest = {
  requestedModel: 'gpt-4o',
  operation: 'chat',
  providerKeys: [
    { id: 'k1', provider: 'openai' },
    { id: 'k2', provider: 'groq' },
    { id: 'k3', provider: 'anthropic' },
    { id: 'k4', provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:8080/v1' },
  ],
  operationsOf: (provider) => operations[provider],
  localProviders: ['sandbox'],
  serves: (provider, model) => listed[provider]?.includes(model) ?? false,
};

function targetOf(change: Partial<ModelRequest>) {
  const result = resolveModel({ ...base, ...change });
  return result.kind === 'model' ? result.targets[0] : result.code;
}

function messageOf(change: Partial<ModelRequest>): string {
  const result = resolveModel({ ...base, ...change });
  return result.kind === 'model' ? '' : result.message;
}

const withoutOpenai = base.providerKeys.filter((key) => key.provider !== 'openai');

describe('a model that is named', () => {
  it('goes to the provider before the first slash', () => {
    expect(targetOf({ requestedModel: 'groq/openai/gpt-oss-120b' })).toEqual({
      provider: 'groq',
      providerKeyId: 'k2',
      model: 'openai/gpt-oss-120b',
    });
  });

  it('takes the first part as a provider only where the project has a key for it', () => {
    const requestedModel = 'openai/gpt-oss-120b';
    expect(targetOf({ requestedModel })).toMatchObject({ provider: 'openai', model: 'gpt-oss-120b' });
    const elsewhere = targetOf({ requestedModel, providerKeys: withoutOpenai });
    expect(elsewhere).toMatchObject({ provider: 'groq', model: 'openai/gpt-oss-120b' });
  });

  it("goes by a bare name to the first of the project's keys that serves it", () => {
    expect(targetOf({ requestedModel: 'gpt-oss-20b' })).toMatchObject({ providerKeyId: 'k1' });
    const reversed = base.providerKeys.toReversed();
    expect(targetOf({ requestedModel: 'gpt-oss-20b', providerKeys: reversed })).toMatchObject({ providerKeyId: 'k2' });
  });

  it('passes over keys whose provider does not speak the operation', () => {
    const providerKeys = base.providerKeys.toReversed();
    const target = targetOf({ requestedModel: 'gpt-oss-20b', providerKeys, operation: 'responses' });
    expect(target).toMatchObject({ provider: 'openai' });
  });

  it('reaches any model of an own host by its prefix, and none by a bare name', () => {
    expect(targetOf({ requestedModel: 'openai-compatible/smollm2' })).toEqual({
      provider: 'openai-compatible',
      providerKeyId: 'k4',
      model: 'smollm2',
    });
    expect(targetOf({ requestedModel: 'smollm2' })).toBe('model_not_found');
  });

  it('reaches the sandbox without any key', () => {
    const target = targetOf({ requestedModel: 'sandbox/chat', providerKeys: [] });
    expect(target).toEqual({ provider: 'sandbox', model: 'chat' });
  });

  it('goes through the pinned key alone, whatever the catalogue lists', () => {
    const pinnedProviderKeyId = 'k4';
    expect(targetOf({ requestedModel: 'gpt-4o', pinnedProviderKeyId })).toMatchObject({
      providerKeyId: 'k4',
      model: 'gpt-4o',
    });
    expect(targetOf({ requestedModel: 'openai-compatible/m', pinnedProviderKeyId })).toMatchObject({ model: 'm' });
    expect(targetOf({ requestedModel: 'sandbox/chat', pinnedProviderKeyId })).toMatchObject({ providerKeyId: 'k4' });
    expect(targetOf({ pinnedProviderKeyId: 'gone' })).toBe('model_not_found');
  });

  it('explains what was considered and why it was left out', () => {
    const result = resolveModel({ ...base, requestedModel: 'gpt-oss-20b', allowedModels: ['groq/*'] });
    expect(result.explanation).toEqual({
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
        {
          provider: 'anthropic',
          providerKeyId: 'k3',
          model: 'gpt-oss-20b',
          excluded: 'the catalogue does not list this model at anthropic',
        },
        {
          provider: 'openai-compatible',
          providerKeyId: 'k4',
          model: 'gpt-oss-20b',
          excluded: 'the catalogue does not list this model at openai-compatible',
        },
      ],
    });
  });
});

describe('a refused name', () => {
  it.each(['no-such-model', '/gpt-4o', 'openai', 'openai/', '/'])('to %j finds no model', (requestedModel) => {
    expect(targetOf({ requestedModel })).toBe('model_not_found');
  });

  it('says what to do when nothing serves the model', () => {
    expect(messageOf({ requestedModel: 'nope' })).toContain('`openai/nope`');
    expect(messageOf({ requestedModel: 'openai/x', providerKeys: withoutOpenai })).toContain(
      'no provider key for `openai`',
    );
    expect(messageOf({ providerKeys: [] })).toMatch(/no provider key yet.*`sandbox\/chat`/);
  });

  it.each<[string[], boolean]>([
    [['gpt-4o'], true],
    [['openai/gpt-4o'], true],
    [['openai/*'], true],
    [['*'], true],
    [['gpt-4o-mini'], false],
    [['groq/*'], false],
    [['gpt-*'], false],
    [[], false],
  ])('by allowed models %j: allowed is %s', (allowedModels, allowed) => {
    const result = targetOf({ allowedModels });
    expect(result).toEqual(
      allowed ? { provider: 'openai', providerKeyId: 'k1', model: 'gpt-4o' } : 'model_not_allowed',
    );
  });

  it('cannot get around the allowed models through the sandbox or another spelling', () => {
    const allowedModels = ['groq/*'];
    expect(targetOf({ allowedModels, requestedModel: 'sandbox/chat' })).toBe('model_not_allowed');
    expect(targetOf({ allowedModels, requestedModel: 'openai/gpt-4o' })).toBe('model_not_allowed');
    expect(messageOf({ allowedModels, requestedModel: 'openai/gpt-4o' })).toContain('`groq/*`');
  });

  it('names the capability that is missing', () => {
    expect(targetOf({ operation: 'messages' })).toBe('unsupported_capability');
    expect(messageOf({ operation: 'messages' })).toContain('`openai`, which does not speak messages');
  });
});

describe('whatever is named', () => {
  const providerKeys = fc.uniqueArray(
    fc.record({ id: fc.uuid(), provider: fc.constantFrom(...Object.keys(operations)) }),
    { selector: (key) => key.id, maxLength: 6 },
  );
  const requestedModel = fc.oneof(
    fc.constantFrom('gpt-4o', 'gpt-oss-20b', 'openai/gpt-oss-120b', 'groq/openai/gpt-oss-120b', 'sandbox/x'),
    fc.string(),
  );
  const allowedModels = fc.option(fc.array(fc.constantFrom('gpt-4o', 'groq/*', '*', 'openai/gpt-4o')), {
    nil: undefined,
  });
  const request = fc.record({
    requestedModel,
    providerKeys,
    allowedModels,
    operation: fc.constantFrom<ModelRequest['operation']>('chat', 'messages', 'embeddings'),
  });

  it('only ever leads to a key of the project, an allowed model and a provider that speaks the operation', () => {
    fc.assert(
      fc.property(request, (change) => {
        const result = resolveModel({ ...base, ...change });
        expect(result.kind === 'model' || result.message.length > 20).toBe(true);
        if (result.kind === 'refusal') return;
        expect(result.targets.length).toBeGreaterThan(0);
        for (const { provider, providerKeyId } of result.targets) {
          expect(operations[provider]).toContain(change.operation);
          const ids = change.providerKeys.filter((key) => key.provider === provider).map((key) => key.id);
          if (provider === 'sandbox' && providerKeyId === undefined)
            expect(change.requestedModel).toMatch(/^sandbox\//);
          else expect(ids).toContain(providerKeyId);
        }
        const chosen = result.explanation.considered.filter((target) => target.excluded === undefined);
        expect(chosen).toEqual(result.targets);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('gives the same answer to the same request', () => {
    fc.assert(
      fc.property(request, (change) => {
        expect(resolveModel({ ...base, ...change })).toEqual(resolveModel({ ...base, ...change }));
      }),
      { seed },
    );
  });

  it('never turns a narrower permission into another target than it would allow', () => {
    fc.assert(
      fc.property(request, (change) => {
        const open = resolveModel({ ...base, ...change, allowedModels: undefined });
        const closed = resolveModel({ ...base, ...change, allowedModels: [] });
        expect(closed.kind).toBe('refusal');
        if (open.kind === 'refusal') expect(closed).toMatchObject({ kind: 'refusal' });
      }),
      { seed },
    );
  });
});
