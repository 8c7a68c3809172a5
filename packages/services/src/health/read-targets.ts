import { z } from 'zod';
import { readLiveHealth } from '../gateway/live-health.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { healthReport, liveHealthView } from './view.ts';

/** What the gateways know now of the organization's targets; `reason` says why where they cannot be asked. */
export const readTargetHealth = verb({
  action: 'provider_key.read',
  input: z.strictObject({}),
  output: liveHealthView,
  async run(context) {
    const { services, actor } = context;
    const answer = await readLiveHealth(services, actor.organizationId);
    if (answer.kind === 'unknown') return { report: null, reason: answer.reason, keyNames: {} };
    const { report } = answer;
    const ids = new Set([...report.targets, ...report.refusedKeys].flatMap((each) => each.providerKeyId ?? []));
    const mentions = [...ids].map((id) => ({ kind: 'provider_key', id }));
    const nameOf = await read(context).names.of(mentions);
    const keyNames = Object.fromEntries(mentions.map((each) => [each.id, nameOf(each) ?? 'a key that is gone']));
    return { report: healthReport.parse(report), reason: null, keyNames };
  },
});
