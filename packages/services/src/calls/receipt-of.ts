import { readUsageNames } from '@weir/db/sql/names';
import { type Receipt, readReceipt } from '@weir/db/sql/receipt';
import type { z } from 'zod';
import type { VerbContext } from '../verb.ts';
import { madeAgain } from './made-again.ts';
import type { receiptView } from './view.ts';

/** The names of whom and what a receipt speaks of by id. */
async function namesOf({ services, actor }: VerbContext, receipt: Receipt) {
  const { projectId, gatewayKeyId, memberId, attempts } = receipt;
  const ids = [projectId, gatewayKeyId, memberId, ...attempts.map(({ providerKeyId }) => providerKeyId)];
  const known = ids.filter((id) => id !== null);
  const names = await readUsageNames(services.sql, actor.organizationId, known);
  const byId = new Map(names.map((name) => [name.id, name]));
  return (id: string | null) => (id === null ? undefined : byId.get(id));
}

/** The receipt of a call of the actor's organization, with names; undefined when it is not recorded. */
export async function receiptOf(
  context: VerbContext,
  callId: string,
): Promise<z.output<typeof receiptView> | undefined> {
  const { services, actor } = context;
  const receipt = await readReceipt(services.sql, { organizationId: actor.organizationId, callId });
  if (receipt === undefined) return undefined;
  const [named, again] = await Promise.all([namesOf(context, receipt), madeAgain(context, receipt)]);
  const project = named(receipt.projectId);
  return {
    ...receipt,
    madeAgain: again,
    projectName: project?.name ?? '',
    projectSlug: project?.slug ?? '',
    gatewayKeyName: named(receipt.gatewayKeyId)?.name ?? null,
    memberName: named(receipt.memberId)?.name ?? null,
    attempts: receipt.attempts.map(({ cost, ...attempt }) => ({
      ...attempt,
      providerKeyName: named(attempt.providerKeyId)?.name ?? null,
      cost: { ...cost, lines: cost.lines.map((line) => ({ ...line })) },
    })),
  };
}
