import { isDeepStrictEqual } from 'node:util';
import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import { isUnreported } from '@weir/protocol/usage';
import { recordProof } from '@weir/testing/proofs';
import { expect, it } from 'vitest';
import { recordedAnswers } from './scope.ts';
import { eventsOf } from './upstream-of.ts';

const answers = recordedAnswers('usage of recorded answers in disjoint buckets');

it('usage is, bucket by bucket, what a computation of its own makes of the report', () => {
  const unequal: string[] = [];
  let reported = 0;
  for (const { record, language, stated } of answers) {
    const usage = foldAnswer(eventsOf(record, language)).usage ?? {};
    if (!isUnreported(stated.usage)) reported += 1;
    if (isDeepStrictEqual(usage, stated.usage)) continue;
    const where = `${record.id} (${record.provider}, ${language})`;
    unequal.push(`${where}: ${JSON.stringify(usage)}, not ${JSON.stringify(stated.usage)}`);
  }
  recordProof('usage of recorded answers', {
    answers: answers.length,
    'that report usage': reported,
    unequal: unequal.length,
  });
  expect(unequal).toEqual([]);
});
