import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureCodes } from '@weir/protocol/failure';
import type { MeterEvent } from '@weir/protocol/meter-event';
import { asChatOperation, dialectOf, type Operation, operations } from '@weir/protocol/operation';
import { encodeFrame, FrameSplitter } from '@weir/protocol/sse';
import { usageBuckets } from '@weir/protocol/usage';
import type { Provider } from '@weir/providers/provider';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const usage = z.partialRecord(z.enum(usageBuckets), z.number().int());

/** What must be read off the answer in the file of the same name, `.sse` for a stream, `.json` for a whole one. */
const answer = z.strictObject({
  operation: z.enum(operations),
  usage,
  finish: z.string().optional(),
  model: z.string().optional(),
  serviceTier: z.string().optional(),
  /** False where the answer has no content (embeddings, counts). */
  content: z.boolean().default(true),
  /** The class of the error in the answer. */
  failure: z.enum(failureCodes).optional(),
  /** True where an answer with an error has its terminal event all the same. */
  failsWhole: z.boolean().optional(),
  /** Text after which nothing is missing any more, for streams that may leave out their terminal event. */
  wholeAfter: z.string().optional(),
});
type Expected = z.infer<typeof answer>;

/** An error answer and its class. */
const refusal = z.strictObject({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown(),
  failure: z.strictObject({
    code: z.enum(failureCodes),
    retryable: z.boolean(),
    retryAfterMs: z.number().int().optional(),
  }),
});

/** `fixtures/expect.json` of a provider's folder: answers by file name, refusals by what they are. */
const expectations = z.strictObject({
  answers: z.record(z.string(), answer),
  refusals: z.record(z.string(), refusal),
});

type Folded = Omit<Expected, 'operation' | 'wholeAfter' | 'failsWhole'>;

function fold(events: readonly MeterEvent[]): Folded {
  const folded: Folded = { usage: {}, content: false };
  for (const event of events) {
    if (event.type === 'start' && event.model !== undefined) folded.model = event.model;
    if (event.type === 'content') folded.content = true;
    if (event.type === 'finish') folded.finish = event.reason;
    if (event.type === 'error') folded.failure = event.failure.code;
    if (event.type === 'usage') {
      folded.usage = { ...folded.usage, ...event.usage };
      if (event.serviceTier !== undefined) folded.serviceTier = event.serviceTier;
    }
  }
  return folded;
}

function hasEnd(events: readonly MeterEvent[]): boolean {
  return events.some((event) => event.type === 'end');
}

/** Every event that a provider reads off a stream, given in these chunks, then ended cleanly. */
export function readStream(provider: Provider, operation: Operation, chunks: readonly Buffer[]): readonly MeterEvent[] {
  const splitter = new FrameSplitter();
  const decoder = provider.decoder(operation);
  const events = chunks.flatMap((chunk) =>
    splitter.push(chunk).flatMap(({ event, data }) => decoder.frame(event, data)),
  );
  const rest = splitter.end().flatMap(({ event, data }) => decoder.frame(event, data));
  return [...events, ...rest, ...decoder.end()];
}

/** The error that each dialect's vendor sends inside a stream, by its documentation. */
function streamError(operation: Operation): Buffer {
  if (dialectOf(operation) === 'anthropic') {
    return encodeFrame('error', '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}');
  }
  const error = { type: 'server_error', code: null, message: 'The server had an error.', param: null };
  if (operation !== 'responses') return encodeFrame(undefined, JSON.stringify({ error }));
  return encodeFrame('error', JSON.stringify({ ...error, type: 'error', sequence_number: 1 }));
}

function folds(expected: Expected): Folded {
  const { operation, wholeAfter, failsWhole, ...rest } = expected;
  return rest;
}

function ends({ failure, failsWhole }: Expected): boolean {
  return failure === undefined || failsWhole === true;
}

function streamContract(provider: Provider, bytes: Buffer, expected: Expected): void {
  const { operation } = expected;
  const whole = readStream(provider, operation, [bytes]);
  const text = bytes.toString('latin1');
  const wholeFrom = expected.wholeAfter === undefined ? text.trimEnd().length : text.indexOf(expected.wholeAfter);

  it('whole: usage, finish and the rest are read, and the end once, last', () => {
    expect(fold(whole)).toEqual(folds(expected));
    expect(whole.filter((event) => event.type === 'end')).toHaveLength(ends(expected) ? 1 : 0);
    if (ends(expected)) expect(whole.at(-1)).toEqual({ type: 'end' });
    expect(whole.filter((event) => event.type === 'content').length).toBeLessThanOrEqual(1);
  });

  it('split at every byte, and stalled in between: the same events', () => {
    for (let at = 0; at <= bytes.length; at++) {
      const stalled = [bytes.subarray(0, at), Buffer.alloc(0), bytes.subarray(at)];
      expect(readStream(provider, operation, stalled), `split at ${at}`).toEqual(whole);
    }
    expect(
      readStream(
        provider,
        operation,
        [...bytes].map((byte) => Buffer.from([byte])),
      ),
    ).toEqual(whole);
  });

  it('cut short anywhere: never an end', () => {
    expect(wholeFrom).toBeGreaterThan(0);
    for (let length = 0; length < wholeFrom; length++) {
      const events = readStream(provider, operation, [bytes.subarray(0, length)]);
      expect(hasEnd(events), `cut after ${length} bytes`).toBe(false);
    }
  });

  if (expected.failure !== undefined) return;
  it('an error inside: is told, and is no end', () => {
    const first = text.indexOf('\n\n') + 2;
    const events = readStream(provider, operation, [bytes.subarray(0, first), streamError(operation)]);
    const failures = events.flatMap((event) => (event.type === 'error' ? [event.failure] : []));
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ retryable: true });
    expect(hasEnd(events)).toBe(false);
  });
}

function wholeContract(provider: Provider, bytes: Buffer, expected: Expected): void {
  const { operation } = expected;

  it('whole: usage, finish and the rest are read, and the end', () => {
    const events = provider.fromBody(operation, bytes);
    expect(fold(events)).toEqual(folds(expected));
    expect(hasEnd(events)).toBe(ends(expected));
  });

  it('cut short anywhere: never an end', () => {
    for (let length = 0; length < bytes.toString('latin1').trimEnd().length; length++) {
      const events = provider.fromBody(operation, bytes.subarray(0, length));
      expect(hasEnd(events), `cut after ${length} bytes`).toBe(false);
    }
  });
}

/**
 * The contract of a provider, on the answers in `folder/fixtures`: each is read whole, split at every byte, cut short
 * anywhere, with a stall and with an error inside. `expect.json` there says what is in them; each operation that the
 * provider speaks needs one, and each conversation a stream as well.
 */
export function providerContract(provider: Provider, folder: string): void {
  const fixtures = join(folder, 'fixtures');
  const { answers, refusals } = expectations.parse(JSON.parse(readFileSync(join(fixtures, 'expect.json'), 'utf8')));

  describe(`the provider ${provider.id}`, () => {
    it('has an answer for each operation, streamed where it can be, and reads every fixture', () => {
      const files = readdirSync(fixtures).filter((name) => name !== 'expect.json');
      expect(files.sort()).toEqual(Object.keys(answers).sort());
      // Sound is no document, and tells the meter nothing.
      for (const operation of provider.operations.filter((one) => one !== 'speech')) {
        const kinds = Object.entries(answers).flatMap(([name, one]) => (one.operation === operation ? [name] : []));
        expect(
          kinds.some((name) => name.endsWith('.json')),
          `${operation}, whole`,
        ).toBe(true);
        if (asChatOperation(operation) === undefined) continue;
        expect(
          kinds.some((name) => name.endsWith('.sse')),
          `${operation}, streamed`,
        ).toBe(true);
      }
    });

    for (const [name, expected] of Object.entries(answers)) {
      describe(name, () => {
        const bytes = readFileSync(join(fixtures, name));
        if (name.endsWith('.sse')) streamContract(provider, bytes, expected);
        else wholeContract(provider, bytes, expected);
      });
    }

    it.each(Object.entries(refusals))('classes its error: %s', (_name, { status, headers, body, failure }) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const { message, ...classed } = provider.toFailure(status, headers, text);
      expect(classed).toEqual(failure);
      expect(message.length).toBeGreaterThan(0);
    });
  });
}
