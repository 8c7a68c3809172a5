import { chatOperations } from '@weir/protocol/operation';
import { recordProof } from '@weir/testing/proofs';
import { cutByRecorder } from '@weir/testing/recordings';
import { expect, it } from 'vitest';
import { differences } from './carried.ts';
import { officialClients } from './clients/official.ts';
import { readExceptions } from './exceptions.ts';
import { firstBreach } from './invariants.ts';
import { type Form, forms, reEncode } from './re-encode.ts';
import { type AnswerRecord, recordedAnswers } from './scope.ts';
import { SpecCheck } from './spec/specs.ts';
import { documentsOf } from './stated/json.ts';
import { eventsOf } from './upstream-of.ts';

/*
 * Every recorded answer of every vendor, read by its upstream and written in each of the four dialects, in both forms:
 * the official library of the dialect takes it, the vendor's own schemas too, and what the library shows is what the
 * record says when it is read without any code of the product.
 */

const share = 0.995;

const answers = recordedAnswers('recorded answers in every dialect, as the official clients see them');
const exceptions = readExceptions();

type Case = { readonly answer: AnswerRecord; readonly operation: (typeof chatOperations)[number]; readonly form: Form };

async function faultsOf({ answer, operation, form }: Case, specs: SpecCheck): Promise<string[]> {
  const { record, language, stated } = answer;
  const events = eventsOf(record, language);
  const breach = firstBreach(events);
  if (breach !== undefined) return [breach];
  const text = reEncode(operation, form, events);
  const documents = form === 'whole' ? [JSON.parse(text)] : documentsOf(text);
  const seen = await officialClients[operation](text, form);
  return [...specs.complaints(documents, form), ...seen.flatMap((one) => differences(stated, one, operation))];
}

async function faultsOrError(one: Case, specs: SpecCheck): Promise<string[]> {
  try {
    return await faultsOf(one, specs);
  } catch (error) {
    return [String(error)];
  }
}

it('recorded answers are what they were to a client of each dialect', { timeout: 600_000 }, async () => {
  const whole = answers.filter(({ record, stated }) => cutByRecorder[record.id] === undefined && !stated.failed);
  const unexpected: string[] = [];
  const met = new Set<string>();
  let passed = 0;
  let cases = 0;
  for (const operation of chatOperations) {
    const specs = new SpecCheck(operation);
    for (const form of forms) {
      for (const answer of whole) {
        const key = `${answer.record.id} ${operation} ${form}`;
        const faults = await faultsOrError({ answer, operation, form }, specs);
        cases += 1;
        if (faults.length === 0) passed += 1;
        else if (exceptions.has(key)) met.add(key);
        else unexpected.push(`${key} (${answer.record.provider}, ${answer.language}): ${faults[0]}`);
      }
    }
  }
  recordProof('recorded answers in every dialect and form', {
    records: whole.length,
    'record x dialect x form': cases,
    passed,
    exceptions: met.size,
  });
  expect(unexpected).toEqual([]);
  if (cases === 0) return;
  expect([...exceptions.keys()].filter((key) => !met.has(key))).toEqual([]);
  expect(passed / cases).toBeGreaterThanOrEqual(share);
});
