import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsFrameSplitter } from '@weir/protocol/aws-frames';
import type { ChatAnswer } from '@weir/protocol/canonical/chat-answer';
import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import { failureCodes } from '@weir/protocol/failure';
import { encodeFrame, FrameSplitter } from '@weir/protocol/sse';
import type { ChatUpstream, Provider } from '@weir/providers/provider';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { awsEvent, awsException } from './aws-message.ts';

const json = z.record(z.string(), z.unknown());

/** What the answer in the file of the same name comes to; `.frames.json` holds a stream as a list of [event, data]. */
const answer = z.strictObject({
  responseId: z.string().optional(),
  model: z.string().optional(),
  serviceTier: z.string().optional(),
  parts: z.array(json),
  finish: json.optional(),
  usage: z.record(z.string(), z.number().int()).optional(),
});
type Expected = z.infer<typeof answer>;

/** An error that the vendor puts into a stream, and its class. */
const streamError = z.strictObject({
  event: z.string().nullable(),
  data: json,
  code: z.enum(failureCodes),
  retryable: z.boolean(),
});

const refusal = z.strictObject({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()).default({}),
  body: json,
  code: z.enum(failureCodes),
  retryable: z.boolean(),
});

/** `fixtures/expect.json` of a provider that is spoken to in a language of its own. */
const expectations = z.strictObject({
  answers: z.record(z.string(), answer),
  streamErrors: z.record(z.string(), streamError),
  refusals: z.record(z.string(), refusal),
});

const frameList = z.array(z.tuple([z.string().nullable(), json]));

type Framing = ChatUpstream['framing'];

function bytesOf(framing: Framing, event: string | null, data: object): Buffer {
  const text = JSON.stringify(data);
  return framing === 'aws' ? awsEvent(event ?? '', text) : encodeFrame(event ?? undefined, text);
}

function errorBytes(framing: Framing, { event, data }: z.infer<typeof streamError>): Buffer {
  return framing === 'aws' ? awsException(event ?? '', JSON.stringify(data)) : bytesOf(framing, event, data);
}

/** Every event that an upstream reads off a stream, given in these chunks, then ended cleanly. */
export function readUpstream(upstream: ChatUpstream, chunks: readonly Buffer[]): readonly StreamEvent[] {
  const splitter = upstream.framing === 'aws' ? new AwsFrameSplitter() : new FrameSplitter();
  const decoder = upstream.decoder();
  const frames = [...chunks.flatMap((chunk) => [...splitter.push(chunk)]), ...splitter.end()];
  return [...frames.flatMap(({ event, data }) => [...decoder.frame(event, data)]), ...decoder.end()];
}

function said(folded: ChatAnswer): object {
  const { choices, ended: _ended, ...rest } = folded;
  return { ...rest, ...choices[0] };
}

function has(events: readonly StreamEvent[], type: StreamEvent['type']): boolean {
  return events.some((event) => event.type === type);
}

/** The invariants of canonical/stream-event.ts that hold for whatever an upstream sends. */
function expectSound(events: readonly StreamEvent[]): void {
  const open = new Set<number>();
  let opened = 0;
  let finished = false;
  for (const event of events) {
    if (event.type === 'open') {
      expect(event.index).toBe(opened++);
      open.add(event.index);
      expect(finished).toBe(false);
    }
    if (event.type === 'delta') expect(open).toContain(event.index);
    if (event.type === 'close') expect(open.delete(event.index)).toBe(true);
    if (event.type === 'finish') {
      expect(open.size).toBe(0);
      expect(finished).toBe(false);
      finished = true;
    }
  }
  const starts = events.filter(({ type }) => type === 'start').length;
  expect(starts).toBeLessThanOrEqual(1);
  if (events.length > 0 && events[0]?.type !== 'error') expect(events[0]?.type).toBe('start');
  const ends = events.filter(({ type }) => type === 'end').length;
  expect(ends).toBeLessThanOrEqual(1);
  if (ends === 1) expect(events.at(-1)).toEqual({ type: 'end' });
}

/** All invariants, of an answer that is whole. */
function expectOrder(events: readonly StreamEvent[]): void {
  expectSound(events);
  expect(events[0]?.type).toBe('start');
  expect(events.at(-1)).toEqual({ type: 'end' });
}

/** The stream with a piece missing, twice, or in the place of the next one. */
function disorders(pieces: readonly Buffer[]): readonly Buffer[] {
  return pieces.flatMap((piece, at) => {
    const before = pieces.slice(0, at);
    const after = pieces.slice(at + 1);
    const [next, ...rest] = after;
    const missing = [...before, ...after];
    const twice = [...before, piece, piece, ...after];
    const swapped = next === undefined ? missing : [...before, next, piece, ...rest];
    return [missing, twice, swapped].map((one) => Buffer.concat(one));
  });
}

function streamContract(upstream: ChatUpstream, pieces: readonly Buffer[], expected: Expected): void {
  const bytes = Buffer.concat(pieces);
  const whole = readUpstream(upstream, [bytes]);

  it('whole: says what it says, in order, and ends once, last', () => {
    expect(said(foldAnswer(whole))).toEqual(expected);
    expectOrder(whole);
  });

  it('in disorder: events that are still sound', () => {
    for (const disorder of disorders(pieces)) expectSound(readUpstream(upstream, [disorder]));
  });

  it('split at every byte, and stalled in between: the same events', () => {
    for (let at = 0; at <= bytes.length; at++) {
      const stalled = [bytes.subarray(0, at), Buffer.alloc(0), bytes.subarray(at)];
      expect(readUpstream(upstream, stalled), `split at ${at}`).toEqual(whole);
    }
    const single = [...bytes].map((byte) => Buffer.from([byte]));
    expect(readUpstream(upstream, single)).toEqual(whole);
  });

  it('cut short anywhere: never an end', () => {
    const until = bytes.toString('latin1').trimEnd().length;
    for (let length = 0; length < until; length++) {
      expect(has(readUpstream(upstream, [bytes.subarray(0, length)]), 'end'), `cut after ${length}`).toBe(false);
    }
  });
}

function errorContract(
  upstream: ChatUpstream,
  pieces: readonly Buffer[],
  errors: Readonly<Record<string, z.infer<typeof streamError>>>,
): void {
  it.each(Object.entries(errors))('an error inside: %s is told, and is no end', (_name, error) => {
    for (let kept = 1; kept < pieces.length; kept++) {
      const bytes = Buffer.concat([...pieces.slice(0, kept), errorBytes(upstream.framing, error)]);
      const events = readUpstream(upstream, [bytes]);
      const failures = events.flatMap((event) => (event.type === 'error' ? [event.failure] : []));
      expect(failures).toHaveLength(1);
      expect(failures[0]).toMatchObject({ code: error.code, retryable: error.retryable });
      expect(has(events, 'end')).toBe(false);
    }
  });
}

function wholeContract(upstream: ChatUpstream, bytes: Buffer, expected: Expected): void {
  it('whole: says what it says, in order, and ends once, last', () => {
    const events = upstream.fromBody(bytes);
    expect(said(foldAnswer(events))).toEqual(expected);
    expectOrder(events);
  });

  it('cut short anywhere: never an end', () => {
    for (let length = 0; length < bytes.toString('latin1').trimEnd().length; length++) {
      expect(has(upstream.fromBody(bytes.subarray(0, length)), 'end'), `cut after ${length}`).toBe(false);
    }
  });
}

/**
 * The contract of an upstream with a language of its own, on the answers in `folder/fixtures`: each is read whole, split
 * at every byte, cut short anywhere, with a stall and with each of the vendor's errors inside.
 */
export function upstreamContract(provider: Provider, upstream: ChatUpstream, folder: string): void {
  const fixtures = join(folder, 'fixtures');
  const expected = expectations.parse(JSON.parse(readFileSync(join(fixtures, 'expect.json'), 'utf8')));

  describe(`the upstream ${provider.id}`, () => {
    it('has whole answers and streams, and reads every fixture', () => {
      const files = readdirSync(fixtures).filter((name) => name !== 'expect.json');
      expect(files.sort()).toEqual(Object.keys(expected.answers).sort());
      expect(files.some((name) => name.endsWith('.frames.json'))).toBe(true);
      expect(files.some((name) => !name.endsWith('.frames.json'))).toBe(true);
    });

    for (const [name, one] of Object.entries(expected.answers)) {
      describe(name, () => {
        const bytes = readFileSync(join(fixtures, name));
        if (!name.endsWith('.frames.json')) return wholeContract(upstream, bytes, one);
        const frames = frameList.parse(JSON.parse(bytes.toString()));
        const pieces = frames.map(([event, data]) => bytesOf(upstream.framing, event, data));
        streamContract(upstream, pieces, one);
        errorContract(upstream, pieces, expected.streamErrors);
      });
    }

    it.each(Object.entries(expected.refusals))('classes its error: %s', (_name, one) => {
      const failure = provider.toFailure(one.status, one.headers, JSON.stringify(one.body));
      expect(failure).toMatchObject({ code: one.code, retryable: one.retryable });
      expect(failure.message.length).toBeGreaterThan(0);
    });
  });
}
