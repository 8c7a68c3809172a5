import { isDeepStrictEqual } from 'node:util';
import { type ChatOperation, chatOperations } from '@weir/protocol/operation';
import { recordProof } from '@weir/testing/proofs';
import { cutByRecorder } from '@weir/testing/recordings';
import { scaled } from '@weir/testing/scale';
import { expect, it } from 'vitest';
import { type SeenByAiSdk, seeByAiSdk } from './clients/ai-sdk.ts';
import { readExceptions } from './exceptions.ts';
import { type Form, forms, reEncode } from './re-encode.ts';
import { type AnswerRecord, recordedAnswers } from './scope.ts';
import type { Statement } from './stated/statement.ts';
import { eventsOf } from './upstream-of.ts';

/*
 * Recorded answers in every dialect and form as the AI SDK reads them: text and calls. It has its own readers of each
 * dialect, which differ from the vendors' libraries.
 */

/** One answer of so many, told apart by its id, so that each run takes the same. */
const every = scaled({ scaled: 8, full: 1 });

/** Steps of the vendor's own tools, pictures and free-text tools are shown in ways of the SDK's own; it mixes several answers. */
function isPlain({ choices }: Statement): boolean {
  const [choice] = choices;
  return (
    choice !== undefined &&
    choices.length === 1 &&
    choice.others.length === 0 &&
    choice.images === 0 &&
    choice.transcript === '' &&
    choice.refusal === '' &&
    choice.calls.every(({ custom, arguments: args, id }) => !custom && typeof args === 'object' && id !== undefined)
  );
}

const exceptions = readExceptions();

const answers = recordedAnswers('recorded answers in every dialect, as the AI SDK sees them').filter(
  ({ record, stated }) =>
    Number.parseInt(record.id.slice(0, 6), 16) % every === 0 &&
    cutByRecorder[record.id] === undefined &&
    !stated.failed &&
    isPlain(stated),
);

function differences(stated: Statement, seen: SeenByAiSdk): string[] {
  const [choice] = stated.choices;
  if (choice === undefined) return ['no answer'];
  const told: string[] = [];
  if (seen.text !== choice.text) told.push(`text ${JSON.stringify(seen.text).slice(0, 120)}`);
  const calls = choice.calls.map(({ name, arguments: args }) => ({ name, args }));
  const others = seen.calls.map(({ name, arguments: args }) => ({ name, args }));
  if (!isDeepStrictEqual(calls, others)) told.push(`calls ${JSON.stringify(others).slice(0, 200)}`);
  return told;
}

async function faultsOf({ record, language, stated }: AnswerRecord, operation: ChatOperation, form: Form) {
  const text = reEncode(operation, form, eventsOf(record, language));
  const toolNames = [...new Set(stated.choices[0]?.calls.map(({ name }) => name))];
  try {
    return differences(stated, await seeByAiSdk(operation, { text, form, toolNames }));
  } catch (error) {
    return [String(error).slice(0, 300)];
  }
}

it('the AI SDK reads text and calls of recorded answers in each dialect', { timeout: 1_800_000 }, async () => {
  const faults: string[] = [];
  let cases = 0;
  for (const operation of chatOperations) {
    for (const form of forms) {
      for (const answer of answers) {
        cases += 1;
        const found = await faultsOf(answer, operation, form);
        if (exceptions.has(`${answer.record.id} ${operation} ${form}`)) continue;
        if (found[0] !== undefined) faults.push(`${answer.record.id} ${operation} ${form}: ${found[0]}`);
      }
    }
  }
  recordProof('recorded answers in the AI SDK', { records: answers.length, cases, faults: faults.length });
  expect(faults).toEqual([]);
});
