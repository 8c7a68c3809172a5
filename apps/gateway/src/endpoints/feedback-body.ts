import { WeirError } from '@weir/protocol/errors';
import { scanTopLevel } from '@weir/protocol/json-spans';
import type { FeedbackRecord } from '@weir/protocol/ledger';
import { parseJson } from '@weir/protocol/parse-request';
import { z } from 'zod';

/** What somebody says, without who and when. `callId` and `otherCallId` are in the record's order. */
export type Said = Pick<FeedbackRecord, 'callId' | 'otherCallId' | 'score' | 'sampled'>;

/** What was sent, read: `callId` is the one that it was sent for. */
export type ReadFeedback = { readonly callId: string; readonly said: Said };

const callId = z.uuid({ error: 'must be the id of a call, a UUID' }).transform((id) => id.toLowerCase());

const feedback = z.strictObject({
  callId,
  score: z
    .number({ error: 'must be a number' })
    .min(0, { error: 'must be from 0 to 1' })
    .max(1, { error: 'must be from 0 to 1' })
    .exactOptional(),
  rating: z.enum(['good', 'bad'], { error: 'must be good or bad' }).exactOptional(),
  over: callId.exactOptional(),
  tieWith: callId.exactOptional(),
  sampled: z.boolean({ error: 'must be true or false' }).exactOptional(),
});
type Sent = z.infer<typeof feedback>;

const forms = ['score', 'rating', 'over', 'tieWith'] as const;

function invalid(field: string | undefined, message: string): WeirError {
  return new WeirError('invalid_request', message, field === undefined ? {} : { field });
}

function fault({ issues }: z.ZodError): WeirError {
  const [issue] = issues;
  if (issue?.code === 'unrecognized_keys') {
    const [field = ''] = issue.keys;
    return invalid(field, `${field.slice(0, 100)} is not a field of feedback.`);
  }
  const field = issue?.path.join('.') ?? '';
  if (field === '') return invalid(undefined, 'The request body must be a JSON object.');
  return invalid(field, `${field} ${issue?.message ?? 'is not valid'}.`);
}

/** A field that stands twice is read differently by different readers; here any of them decides. */
function checkOnce(body: Buffer): void {
  scanTopLevel(body, {
    onRepeat(key) {
      throw new WeirError('duplicate_key', `${key} stands more than once in the request body.`, { field: key });
    },
    onExcess(what) {
      throw invalid(undefined, `The request body ${what === 'fields' ? 'has too many fields' : 'is nested too deep'}.`);
    },
  });
}

function oneForm(sent: Sent): (typeof forms)[number] {
  const [form, second] = forms.filter((name) => sent[name] !== undefined);
  if (form === undefined) throw invalid(undefined, 'Say one of score, rating, over and tieWith.');
  if (second !== undefined) throw invalid(second, `Say ${form} or ${second}, not both.`);
  return form;
}

/** A pair in the order of its ids, so that it is one pair whichever way round it is said. */
function pair(one: string, other: string, worth: { readonly score: number; readonly sampled: boolean }): Said {
  const { score, sampled } = worth;
  if (one < other) return { callId: one, otherCallId: other, score, sampled };
  return { callId: other, otherCallId: one, score: 1 - score, sampled };
}

function saidIn(sent: Sent): Said {
  const form = oneForm(sent);
  const { score, rating, over, tieWith, sampled } = sent;
  const other = over ?? tieWith;
  if (other === undefined) {
    if (sampled !== undefined) throw invalid('sampled', 'sampled goes with a pair only: with over or tieWith.');
    return { callId: sent.callId, score: score ?? (rating === 'good' ? 1 : 0), sampled: false };
  }
  if (other === sent.callId) throw invalid(form, `${form} must name another call than callId.`);
  return pair(sent.callId, other, { score: over === undefined ? 0.5 : 1, sampled: sampled ?? false });
}

/** Reads the body of feedback. Throws a WeirError that names the field: invalid_json, duplicate_key, invalid_request. */
export function readFeedback(body: Buffer): ReadFeedback {
  checkOnce(body);
  const sent = feedback.safeParse(parseJson(body));
  if (!sent.success) throw fault(sent.error);
  return { callId: sent.data.callId, said: saidIn(sent.data) };
}
