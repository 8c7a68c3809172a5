import type { ProviderKey, ProviderKeyStatus } from '@weir/db/prisma/rows';
import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import { idField, limitsField, nameField, given as onlyGiven } from '../fields.ts';
import { requireActive } from '../projects/require-active.ts';
import { requireRoom } from '../quota.ts';
import type { Services } from '../services.ts';
import { verb } from '../verb.ts';
import type { Write } from '../write.ts';
import { checkBaseUrl } from './check-base-url.ts';
import { type CheckedCredential, credentialOf } from './credential-of.ts';
import {
  baseUrlField,
  credentialField,
  requireCallable,
  requireProvider,
  routingFields,
  secretField,
  settingsField,
} from './fields.ts';
import { saveAndTry } from './save-and-try.ts';
import { sealSecret } from './seal-secret.ts';
import { settingsInAudit, settingsOf, toStoredSettings } from './settings-of.ts';
import { providerKeyView, toProviderKeyView } from './view.ts';

const input = z.strictObject({
  provider: z.string().min(1).max(64).describe('See /api/v1/providers.'),
  name: nameField,
  secret: secretField.optional().describe('Sealed at once and never shown. Absent only for hosts that take none.'),
  credential: credentialField.optional(),
  settings: settingsField.optional(),
  baseUrl: baseUrlField.optional().describe("Of an OpenAI-compatible host, or in place of the provider's own."),
  projectId: idField.optional().describe('The only project that may use it; absent: all of the organization.'),
  kind: z
    .enum(['inference', 'usage'])
    .optional()
    .describe('`inference` when absent; `usage` keys are for reconciliation.'),
  position: z.int().min(0).max(1_000_000).optional().describe('Its place in the order; 0 when absent.'),
  ...routingFields,
  skipTrial: z.boolean().optional().describe('Store it untried.'),
  tryLater: z
    .boolean()
    .optional()
    .describe('Store it for a trial that is asked for afterwards; until that is done, it serves nobody.'),
  limits: limitsField,
});
type Input = z.output<typeof input>;

type Addition = Input & {
  readonly status: ProviderKeyStatus;
  readonly checked: CheckedCredential | undefined;
  readonly settings: Record<string, string>;
};

async function addProviderKey(services: Services, begun: Write, given: Addition): Promise<ProviderKey> {
  const { own, nowMs } = begun;
  const { provider, name, checked, settings, baseUrl, projectId, kind = 'inference', position = 0 } = given;
  if (projectId !== undefined) await requireActive(own, projectId);
  await requireRoom(begun, 'providerKeys');
  const routed = onlyGiven({ region: given.region, zeroRetention: given.zeroRetention, weight: given.weight });
  const id = uuidv7(nowMs);
  const key = await own.providerKeys.create({
    id,
    projectId: projectId ?? null,
    provider,
    name,
    kind,
    sealedSecret: await sealSecret(services, own, { rowId: id, secret: checked?.text }),
    lastFour: checked?.lastFour ?? null,
    baseUrl: baseUrl ?? null,
    settings: toStoredSettings(settings, checked?.formId),
    status: given.status,
    position,
    ...routed,
  });
  const detail = { provider, name, kind, baseUrl: baseUrl ?? null, projectId: projectId ?? null, ...routed };
  const place = { settings: settingsInAudit(settings) };
  await begun.audit({
    action: 'provider_key.create',
    subjectKind: 'provider_key',
    subjectId: id,
    detail: { ...detail, ...place },
  });
  return key;
}

/** What is given, checked as one: who is called, with what, and where. Throws `invalid` naming the field. */
function checkParts(services: Services, given: Input) {
  const provider = requireProvider(given.provider);
  const checked = credentialOf(services, provider, given);
  const hasBaseUrl = given.baseUrl !== undefined;
  const settings = settingsOf(provider, { given: given.settings ?? {}, filled: checked?.filled ?? {}, hasBaseUrl });
  requireCallable(provider, { hasCredential: checked !== undefined, baseUrl: given.baseUrl, settings });
  return { checked, settings };
}

/** Stores a provider key, sealed, and tries it unless told not to. */
export const createProviderKey = verb({
  action: 'provider_key.write',
  input,
  output: providerKeyView,
  async run(context, given) {
    const { services } = context;
    const parts = checkParts(services, given);
    const baseUrl = given.baseUrl === undefined ? undefined : await checkBaseUrl(services, given.baseUrl);
    const waits = given.skipTrial !== true && given.kind !== 'usage';
    const status = waits ? 'trial' : 'active';
    const key = await saveAndTry(context, async (begun) => {
      const added = await addProviderKey(services, begun, { ...given, ...parts, baseUrl, status });
      return { key: added, rest: 'active', isTried: waits && given.tryLater !== true };
    });
    return toProviderKeyView(key);
  },
});
