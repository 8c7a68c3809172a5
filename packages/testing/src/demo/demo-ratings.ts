import type { CallRecord, FeedbackRecord, LedgerRecord } from '@weir/protocol/ledger';
import type { Random } from '../simulator/random.ts';

/** Of a hundred answers: how many are good. */
const goodOf: Readonly<Record<string, number>> = {
  'claude-sonnet-4-5': 92,
  'gpt-5-mini': 86,
  'claude-haiku-4-5': 81,
  'llama-3.3-70b-versatile': 68,
};
const ratedPercent = 30;

function ratingOf(call: CallRecord, random: Random): FeedbackRecord[] {
  const good = goodOf[call.model ?? ''];
  if (good === undefined || call.status !== 'succeeded' || random.between(1, 100) > ratedPercent) return [];
  const { organizationId, projectId, callId, startedAtMs, durationMs, gatewayKeyId } = call;
  return [
    {
      ...{ kind: 'feedback', organizationId, projectId, callId, sampled: false },
      score: random.between(1, 100) <= good ? 1 : 0,
      saidAtMs: startedAtMs + durationMs + random.between(5_000, 60_000),
      ...(gatewayKeyId === undefined ? {} : { gatewayKeyId }),
    },
  ];
}

/** What users said of some of the answers. */
export function demoRatings(records: readonly LedgerRecord[], random: Random): readonly FeedbackRecord[] {
  return records.flatMap((record) => (record.kind === 'call' ? ratingOf(record, random) : []));
}
