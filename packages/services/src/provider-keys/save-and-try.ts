import type { ProviderKey, ProviderKeyStatus } from '@weir/db/prisma/rows';
import { customPricesOf } from '../projects/compile-project.ts';
import { notFound } from '../service-error.ts';
import type { VerbContext } from '../verb.ts';
import { read, type Write, type Written, write } from '../write.ts';
import { runTrial, type TrialOutcome } from './run-trial.ts';
import { type Trial, trial } from './trial.ts';

/** The documents that hold a key: its project's, or every project's. */
export function affectedBy(key: Pick<ProviderKey, 'projectId'>): string {
  return key.projectId ?? 'every project';
}

/**
 * What a key is once it was tried without a definite failure: active, unless somebody has disabled it. One that a
 * failed trial disabled comes back.
 */
export function restStatus({ status, trial: last }: ProviderKey): ProviderKeyStatus {
  if (status !== 'disabled') return 'active';
  return trial.safeParse(last).data?.state === 'failed' ? 'active' : 'disabled';
}

/** True while a trial of `tried` speaks of `now`: no other secret has come, and nobody decided otherwise meanwhile. */
function isSame(now: ProviderKey, tried: ProviderKey): boolean {
  const place = (key: ProviderKey) => JSON.stringify([key.sealedSecret, key.baseUrl, key.settings]);
  return place(now) === place(tried) && now.status === tried.status;
}

/**
 * Keeps how far a trial is, for whoever looks at the key meanwhile. Of a disabled key the last trial stays until the end:
 * it says who disabled it.
 */
async function keepProgress(context: VerbContext, tried: ProviderKey, soFar: Trial): Promise<void> {
  if (tried.status === 'disabled') return;
  await write(context, async ({ own }) => {
    const now = await own.providerKeys.get(tried.id);
    if (now !== undefined && isSame(now, tried)) await own.providerKeys.update(now.id, { trial: soFar });
  });
}

async function tryKey(context: VerbContext, { result: key, versions }: Written<ProviderKey>): Promise<TrialOutcome> {
  const { services, actor } = context;
  const [projectId, minConfigVersion] =
    [...versions].find(([id]) => key.projectId === null || key.projectId === id) ?? [];
  if (projectId === undefined || minConfigVersion === undefined) {
    const error = { code: 'no_project', message: 'There is no active project to try the key in.' };
    return { trial: { at: new Date(services.now()).toISOString(), state: 'pending', error }, isDefinite: false };
  }
  return runTrial(services, {
    organizationId: actor.organizationId,
    projectId,
    providerKeyId: key.id,
    provider: key.provider,
    minConfigVersion,
    customPrices: customPricesOf(await read(context).customPrices.list()),
    onProgress: (soFar) => keepProgress(context, key, soFar),
  });
}

async function settle(
  { own, audit, affects }: Write,
  tried: ProviderKey,
  settled: TrialOutcome & { rest: ProviderKeyStatus },
) {
  const { trial: outcome, isDefinite, rest } = settled;
  const now = await own.providerKeys.get(tried.id);
  if (now === undefined) throw notFound('provider key');
  if (!isSame(now, tried)) return now;
  const row = await own.providerKeys.update(now.id, { trial: outcome, status: isDefinite ? 'disabled' : rest });
  const detail = { state: outcome.state, ...(outcome.error === undefined ? {} : { code: outcome.error.code }) };
  await audit({ action: 'provider_key.trial', subjectKind: 'provider_key', subjectId: now.id, detail });
  affects(affectedBy(now));
  return row ?? now;
}

export type SavedKey = {
  readonly key: ProviderKey;
  /** The status that it has unless the trial shows that it cannot work. */
  readonly rest: ProviderKeyStatus;
  /** False: it is stored as it is. */
  readonly isTried: boolean;
};

/**
 * Saves a provider key, publishes it, tries it through the gateway, and keeps what came of it. A key that cannot work is
 * disabled, with the reason in its trial.
 */
export async function saveAndTry(
  context: VerbContext,
  save: (begun: Write) => Promise<SavedKey>,
): Promise<ProviderKey> {
  const { result, versions } = await write(context, async (begun) => {
    const saved = await save(begun);
    begun.affects(affectedBy(saved.key));
    return saved;
  });
  if (!result.isTried) return result.key;
  const outcome = await tryKey(context, { result: result.key, versions });
  const settled = await write(context, (begun) => settle(begun, result.key, { ...outcome, rest: result.rest }));
  return settled.result;
}
