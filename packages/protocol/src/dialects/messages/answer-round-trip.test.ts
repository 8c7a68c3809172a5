import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { Part } from '../../canonical/part.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { unfoldAnswer } from '../../canonical/unfold-answer.ts';
import { FrameSplitter } from '../../sse.ts';
import { arbitraryAnswer } from './answer.test-arbitrary.ts';
import { messages } from './messages.ts';

const context: AnswerContext = { callId: '0193', createdAtSeconds: 0, model: 'asked' };

function decodeText(stream: string): readonly StreamEvent[] {
  const splitter = new FrameSplitter();
  const decoder = messages.decoder({ signer: 'anthropic' });
  const frames = [...splitter.push(Buffer.from(stream)), ...splitter.end()];
  return frames.flatMap(({ event, data }) => decoder.frame(event, data));
}

function encodeStream(events: readonly StreamEvent[]): readonly string[] {
  const encoder = messages.encoder(context);
  return events.map((event) => encoder.encode(event));
}

/** A seal goes before its part where it is known at once. */
function sealsFirst(events: readonly StreamEvent[]): readonly StreamEvent[] {
  return events.flatMap((event, place): readonly StreamEvent[] => {
    if (event.type === 'delta' && event.delta.kind === 'signature' && partAt(events, event.index)?.kind === 'text')
      return [];
    if (event.type !== 'open' || event.part.kind !== 'text') return [event];
    const seal = events
      .slice(place)
      .find((one) => one.type === 'delta' && one.index === event.index && one.delta.kind === 'signature');
    if (seal?.type !== 'delta' || seal.delta.kind !== 'signature') return [event];
    return [{ ...event, part: { ...event.part, signature: seal.delta.signature } }];
  });
}

function partAt(events: readonly StreamEvent[], index: number): Part | undefined {
  const open = events.find((event) => event.type === 'open' && event.index === index);
  return open?.type === 'open' ? open.part : undefined;
}

/** All parts open at once, growing and ending in another order, as parallel calls may. */
function interleaved(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const last = events.findIndex(({ type }) => type === 'finish');
  const [start, ...rest] = events.slice(0, last);
  const of = (type: StreamEvent['type']): StreamEvent[] => rest.filter((event) => event.type === type);
  const indexes = of('open').flatMap((event) => (event.type === 'open' ? [event.index] : []));
  const grown = indexes
    .toReversed()
    .flatMap((index) => of('delta').filter((event) => event.type === 'delta' && event.index === index));
  return [
    ...(start === undefined ? [] : [start]),
    ...of('open'),
    ...grown,
    ...of('close').toReversed(),
    ...events.slice(last),
  ];
}

describe('an answer', () => {
  it('comes back whole from its message', () => {
    fc.assert(
      fc.property(arbitraryAnswer, (one) => {
        const body = messages.encodeAnswer(one, context);
        expect(foldAnswer(messages.fromBody(body, { signer: 'anthropic' }))).toEqual(one);
      }),
      { numRuns: 500 },
    );
  });

  it('comes back whole from its stream, and without an end where that is cut', () => {
    fc.assert(
      fc.property(arbitraryAnswer, (one) => {
        const pieces = encodeStream(sealsFirst(unfoldAnswer(one)));
        expect(foldAnswer(decodeText(pieces.join('')))).toEqual(one);
        const cut = pieces.slice(0, -1).join('');
        expect(decodeText(cut).some(({ type }) => type === 'end' || type === 'finish')).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same however its stream is cut into chunks', () => {
    fc.assert(
      fc.property(arbitraryAnswer, fc.nat({ max: 40 }), (one, size) => {
        const bytes = Buffer.from(encodeStream(unfoldAnswer(one)).join(''));
        const splitter = new FrameSplitter();
        const decoder = messages.decoder({ signer: 'anthropic' });
        const events: StreamEvent[] = [];
        for (let at = 0; at < bytes.length; at += size + 1) {
          for (const { event, data } of splitter.push(bytes.subarray(at, at + size + 1))) {
            events.push(...decoder.frame(event, data));
          }
        }
        expect(events).toEqual(decodeText(bytes.toString()));
      }),
      { numRuns: 100 },
    );
  });

  it('has its blocks one after the other, though its parts grow side by side', () => {
    fc.assert(
      fc.property(arbitraryAnswer, (one) => {
        const events = unfoldAnswer({
          ...one,
          choices: one.choices.map((choice) => ({
            ...choice,
            parts: choice.parts.filter(({ kind }) => kind !== 'text'),
          })),
        });
        const stream = encodeStream(interleaved(events)).join('');
        expect(stream).toBe(encodeStream(events).join(''));
      }),
      { numRuns: 200 },
    );
  });
});
