import { describe, expect, it } from 'vitest';
import { startGateway } from '../gateway.test-support.ts';
import { noteSecrets, secretTagOf } from './note-secrets.ts';

describe('noteSecrets', () => {
  it('lets a key be tried again once its secret is another, and no sooner', async () => {
    const { health, config, close } = await startGateway({ providerKeys: [{ provider: 'openai', secret: 'sk-one' }] });
    const { organizationId } = config;
    const [key] = config.providerKeys;
    if (key === undefined) throw new Error('no key');
    const candidateId = `openai/gpt@${key.id}`;
    const secretTag = secretTagOf(key) ?? '';
    const outcome = { kind: 'failed', code: 'auth', status: 401 } as const;
    const when = { atMs: Date.now(), durationMs: 10, inputTokens: 1 };
    health.end({ organizationId, candidateId, providerKeyId: key.id, secretTag, outcome, ...when });
    const isRefused = () => health.snapshot(organizationId).targets.get(candidateId)?.keyRefusedUntilMs !== undefined;

    noteSecrets(health, config);
    expect(isRefused()).toBe(true);
    const renewed = { ...config, providerKeys: [{ ...key, sealedSecret: 'another one, sealed as well' }] };
    noteSecrets(health, renewed);
    expect(isRefused()).toBe(false);
    await close();
  });
});
