import type { ProviderKey } from '@weir/db/prisma/rows';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import type { Write } from '../write.ts';
import { checkBaseUrl } from './check-base-url.ts';
import { baseUrlField, lastFourOf, secretField } from './fields.ts';
import { requireKey } from './require-key.ts';
import { restStatus, saveAndTry } from './save-and-try.ts';
import { sealSecret } from './seal-secret.ts';
import { providerKeyView, toProviderKeyView } from './view.ts';

function requireSecret({ sealedSecret }: ProviderKey, secret: string | undefined, baseUrl: string | undefined): void {
  if (secret !== undefined || (sealedSecret === null && baseUrl !== undefined)) return;
  throw new ServiceError('invalid', 'secret: must be given.', { field: 'secret' });
}

/**
 * Replaces the secret, and the base URL where one is given; then tries the key. It keeps serving meanwhile. Only a key
 * without a secret moves to another base URL alone: a stored secret would be sent there.
 */
export const rotateProviderKey = verb({
  action: 'provider_key.write',
  input: z.strictObject({
    id: idField,
    secret: secretField.optional(),
    baseUrl: baseUrlField.optional(),
    tryLater: z.boolean().optional().describe('Leave the trial to a request of its own.'),
  }),
  output: providerKeyView,
  async run(context, { id, secret, baseUrl, tryLater = false }) {
    const { services } = context;
    const checked = baseUrl === undefined ? {} : { baseUrl: await checkBaseUrl(services, baseUrl) };
    const rotate = async ({ own, audit, nowMs }: Write) => {
      const known = await requireKey(own, id);
      requireSecret(known, secret, baseUrl);
      const rest = restStatus(known);
      const change = {
        sealedSecret: await sealSecret(services, own, { rowId: id, secret }),
        lastFour: lastFourOf(secret),
        rotatedAt: new Date(nowMs),
        trial: null,
        // A key that did not work so far serves nobody until the new secret was tried.
        ...(known.status !== 'active' && rest === 'active' ? { status: 'trial' as const } : {}),
        ...checked,
      };
      const key = (await own.providerKeys.update(id, change)) ?? known;
      await audit({ action: 'provider_key.rotate', subjectKind: 'provider_key', subjectId: id, detail: checked });
      return { key, rest, isTried: known.kind !== 'usage' && !tryLater };
    };
    return toProviderKeyView(await saveAndTry(context, rotate));
  },
});
