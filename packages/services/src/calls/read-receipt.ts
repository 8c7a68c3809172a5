import { readUsageNames } from '@weir/db/sql/names';
import { type Receipt, readReceipt } from '@weir/db/sql/receipt';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { type VerbContext, verb } from '../verb.ts';
import { receiptView } from './view.ts';

/** The names of whom and what a receipt speaks of by id. */
async function namesOf({ services, actor }: VerbContext, receipt: Receipt) {
  const { projectId, gatewayKeyId, memberId, attempts } = receipt;
  const ids = [projectId, gatewayKeyId, memberId, ...attempts.map(({ providerKeyId }) => providerKeyId)];
  const known = ids.filter((id) => id !== null);
  const names = await readUsageNames(services.sql, actor.organizationId, known);
  const byId = new Map(names.map((name) => [name.id, name]));
  return (id: string | null) => (id === null ? undefined : byId.get(id));
}

/** The receipt of a call. A call that is not recorded yet is not found; it is within seconds. */
export const readCallReceipt = verb({
  action: 'call.read',
  input: z.strictObject({ callId: idField }),
  output: receiptView,
  async run(context, { callId }) {
    const { services, actor } = context;
    const receipt = await readReceipt(services.sql, { organizationId: actor.organizationId, callId });
    if (receipt === undefined) throw notFound('call');
    const named = await namesOf(context, receipt);
    const project = named(receipt.projectId);
    return {
      ...receipt,
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
  },
});
