import type { ProviderKey } from '@weir/db/prisma/rows';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import type { Write } from '../write.ts';
import { checkBaseUrl } from './check-base-url.ts';
import { type CheckedCredential, credentialOf } from './credential-of.ts';
import { baseUrlField, credentialField, requireProvider, secretField, settingsField } from './fields.ts';
import { requireKey } from './require-key.ts';
import { restStatus, saveAndTry } from './save-and-try.ts';
import { sealSecret } from './seal-secret.ts';
import { readSettings, settingsInAudit, settingsOf, toStoredSettings } from './settings-of.ts';
import { providerKeyView, toProviderKeyView } from './view.ts';

const input = z.strictObject({
  id: idField,
  secret: secretField.optional(),
  credential: credentialField.optional(),
  settings: settingsField
    .optional()
    .describe('What is not named stays as it is; what is empty becomes what the provider takes for it.'),
  baseUrl: baseUrlField.optional(),
  tryLater: z.boolean().optional().describe('Leave the trial to a request of its own.'),
});
type Input = z.output<typeof input>;

/** A stored secret goes nowhere else than it was meant to: a new place needs a new secret. */
function requireSecret({ sealedSecret }: ProviderKey, checked: CheckedCredential | undefined, given: Input): void {
  const moves = given.baseUrl !== undefined || given.settings !== undefined;
  if (checked !== undefined || (sealedSecret === null && moves)) return;
  throw new ServiceError('invalid', 'secret: must be given.', { field: 'secret' });
}

/** What of a key's place changes. */
function placeOf(known: ProviderKey, checked: CheckedCredential | undefined, given: Input) {
  const hasBaseUrl = given.baseUrl !== undefined || known.baseUrl !== null;
  const stored = { ...readSettings(known), ...given.settings };
  return settingsOf(requireProvider(known.provider), { given: stored, filled: checked?.filled ?? {}, hasBaseUrl });
}

/**
 * Replaces the secret, and the base URL and settings where they are given; then tries the key. It keeps serving
 * meanwhile. Only a key without a secret moves to another place alone: a stored secret would be sent there.
 */
export const rotateProviderKey = verb({
  action: 'provider_key.write',
  input,
  output: providerKeyView,
  async run(context, given) {
    const { services } = context;
    const { id, baseUrl, tryLater = false } = given;
    const moved = baseUrl === undefined ? {} : { baseUrl: await checkBaseUrl(services, baseUrl) };
    const rotate = async ({ own, audit, nowMs }: Write) => {
      const known = await requireKey(own, id);
      const checked = credentialOf(services, requireProvider(known.provider), given);
      requireSecret(known, checked, given);
      const settings = placeOf(known, checked, given);
      const rest = restStatus(known);
      const change = {
        sealedSecret: await sealSecret(services, own, { rowId: id, secret: checked?.text }),
        lastFour: checked?.lastFour ?? null,
        rotatedAt: new Date(nowMs),
        trial: null,
        // A key that did not work so far serves nobody until the new secret was tried.
        ...(known.status !== 'active' && rest === 'active' ? { status: 'trial' as const } : {}),
        ...moved,
        settings: toStoredSettings(settings, checked?.formId),
      };
      const key = (await own.providerKeys.update(id, change)) ?? known;
      const detail = { ...moved, settings: settingsInAudit(settings) };
      await audit({ action: 'provider_key.rotate', subjectKind: 'provider_key', subjectId: id, detail });
      return { key, rest, isTried: known.kind !== 'usage' && !tryLater };
    };
    return toProviderKeyView(await saveAndTry(context, rotate));
  },
});
