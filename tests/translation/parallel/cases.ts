import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '@weir/protocol/json-read';
import type { ChatOperation } from '@weir/protocol/operation';
import { referenceFile } from '@weir/testing/reference';
import { z } from 'zod';

/** The dialects of the cases that a client of ours may speak; Bedrock's Converse is a target's language only. */
const operations: Readonly<Record<string, ChatOperation>> = {
  'chat-completions': 'chat',
  responses: 'responses',
  anthropic: 'messages',
  google: 'generate_content',
};

const line = z.object({
  case: z.string(),
  dialects: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** One request written by hand in a dialect. */
export type Written = { readonly operation: ChatOperation; readonly body: JsonObject };

/** The same wish, in every dialect in which it was written. */
export type ParallelCase = { readonly name: string; readonly turn: string; readonly written: readonly Written[] };

const turns = ['request', 'followup-request'] as const;

/** Gemini's requests name their model in the path, so a body may come without one. */
function writtenIn(dialects: Readonly<Record<string, Readonly<Record<string, unknown>>>>, turn: string): Written[] {
  return Object.entries(dialects).flatMap(([name, documents]) => {
    const body = z.looseObject({}).safeParse(documents[turn]);
    const operation = operations[name];
    return operation === undefined || !body.success ? [] : [{ operation, body: body.data }];
  });
}

/** The cases that are written in two dialects at least. */
export function parallelCases(): ParallelCase[] {
  const path = referenceFile('corpus/parallel-cases.jsonl.gz', 'translated requests against hand-written ones');
  if (path === undefined) return [];
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
  return lines
    .filter((text) => text !== '')
    .map((text) => line.parse(JSON.parse(text)))
    .flatMap(({ case: name, dialects }) => turns.map((turn) => ({ name, turn, written: writtenIn(dialects, turn) })))
    .filter(({ written }) => written.length > 1);
}
