import type { EncodeTarget } from '@weir/protocol/canonical/losses';
import { WeirError } from '@weir/protocol/errors';
import { asObject } from '@weir/protocol/json-read';
import type { ChatOperation } from '@weir/protocol/operation';
import { recordProof } from '@weir/testing/proofs';
import { expect, it } from 'vitest';
import { dialects } from './dialects.ts';
import { parallelCases, type Written } from './parallel/cases.ts';
import { covers, knownDifferences } from './parallel/known-differences.ts';
import { type Unlike, unlike } from './parallel/meaning.ts';

/*
 * Requests that people wrote by hand in several dialects, each meant to ask for the same: ours, translated from each
 * dialect into each other, must mean what the hand-written one there means.
 */

const cases = parallelCases();
const known = knownDifferences();

const signers: Readonly<Record<ChatOperation, string>> = {
  chat: 'openai',
  responses: 'openai',
  messages: 'anthropic',
  generate_content: 'gemini',
};

function targetOf({ operation, body }: Written): EncodeTarget {
  const model = body['model'];
  return {
    name: 'the target',
    model: typeof model === 'string' ? model : 'gemini-2.5-flash',
    signer: signers[operation],
    lacks: new Set(),
  };
}

function read({ operation, body }: Written): ReturnType<(typeof dialects)['chat']['parseRequest']> {
  return dialects[operation].parseRequest(body, { model: 'gemini-2.5-flash' });
}

/** The paths at which our translation means something else, or why it was refused. */
function differencesOf(from: Written, to: Written): Unlike[] {
  const dialect = dialects[to.operation];
  try {
    const { body } = dialect.encodeRequest(read(from), targetOf(to));
    const sent = asObject(JSON.parse(JSON.stringify(body))) ?? {};
    return unlike(read({ operation: to.operation, body: sent }), read(to), read(from));
  } catch (error) {
    if (error instanceof WeirError) return [{ path: `refused: ${error.message}`, asSource: false }];
    throw error;
  }
}

it('a translated request means what the hand-written one means', () => {
  const unexpected: string[] = [];
  const met = new Set<number>();
  let pairs = 0;
  let equal = 0;
  let asSource = 0;
  for (const { name, turn, written } of cases) {
    for (const from of written) {
      for (const to of written) {
        if (from === to) continue;
        pairs += 1;
        const paths = differencesOf(from, to);
        if (paths.length === 0) equal += 1;
        else if (paths.every((one) => one.asSource)) asSource += 1;
        for (const { path, asSource: isSource } of paths) {
          const at = { case: name, from: from.operation, to: to.operation, path, asSource: isSource };
          const entries = known.flatMap((entry, index) => (covers(entry, at) ? [index] : []));
          for (const index of entries) met.add(index);
          if (entries.length === 0)
            unexpected.push(`${name} ${turn}, ${at.from} to ${at.to}: ${path}${isSource ? ' (as source)' : ''}`);
        }
      }
    }
  }
  recordProof('parallel requests', {
    cases: cases.length,
    pairs,
    equal,
    'as their source where the hand-written ones differ': asSource,
    'listed for the translation': pairs - equal - asSource,
  });
  expect(unexpected).toEqual([]);
  if (cases.length > 0) expect(known.filter((_, index) => !met.has(index))).toEqual([]);
});
