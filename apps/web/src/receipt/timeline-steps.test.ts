import { describe, expect, it } from 'vitest';
import { type TimedCall, timelineSteps } from './timeline-steps.ts';

const call: TimedCall = {
  startedAt: '2026-11-27T23:17:14.049Z',
  durationMs: 204,
  streaming: true,
  status: 'succeeded',
  timings: { planned: 0.42, head: 1.48 },
  attempts: [
    {
      attemptNo: 1,
      provider: 'sandbox',
      startedAt: '2026-11-27T23:17:14.050Z',
      durationMs: 203,
      firstTokenMs: 26,
      status: 'succeeded',
    },
  ],
};

const [attempt] = call.attempts;

function shown(change: Partial<TimedCall>): string[] {
  return timelineSteps({ ...call, ...change }).map(({ label, fromMs, toMs }) => `${label}: ${fromMs} to ${toMs}`);
}

describe("a call's time", () => {
  it('is told step by step, each from the end of the one before', () => {
    expect(shown({})).toEqual([
      'Target chosen: 0 to 0.42',
      'Waiting for sandbox: 0.42 to 1.48',
      'To the first token: 1.48 to 26.42',
      'Answer streamed: 26.42 to 203.42',
    ]);
  });

  it('shows what the gateway did before, where it is known', () => {
    expect(
      shown({ status: 'refused', timings: { planned: 3, authenticated: 0.5, received: 2 }, attempts: [] }),
    ).toEqual([
      'Key checked: 0 to 0.5',
      'Request read: 0.5 to 2',
      'Target chosen: 2 to 3',
      'Until it was refused: 3 to 204',
    ]);
  });

  it('says who left, or who answered, where no provider was asked', () => {
    expect(shown({ status: 'succeeded', timings: null, attempts: [] })).toEqual([
      'Answered by the gateway itself: 0 to 204',
    ]);
    expect(shown({ status: 'canceled', timings: null, attempts: [] })).toEqual(['Until the client left: 0 to 204']);
  });

  it('of a whole answer has no first token', () => {
    const attempts = attempt === undefined ? [] : [{ ...attempt, firstTokenMs: null }];
    expect(shown({ streaming: false, timings: { planned: 1, head: 190 }, attempts })).toEqual([
      'Target chosen: 0 to 1',
      'Waiting for sandbox: 1 to 190',
      'Answer read: 190 to 204',
    ]);
  });

  it('of several attempts is told for each, from when it left', () => {
    const attempts =
      attempt === undefined
        ? []
        : [
            { ...attempt, status: 'failed', firstTokenMs: null, durationMs: 40 },
            { ...attempt, attemptNo: 2, provider: 'groq', startedAt: '2026-11-27T23:17:14.099Z', durationMs: 154 },
          ];
    expect(shown({ timings: { planned: 1 }, attempts })).toEqual([
      'Target chosen: 0 to 1',
      'Until it failed: 1 to 41',
      'Pause before it: 41 to 50',
      'Waiting for groq: 50 to 76',
      'Answer streamed: 76 to 204',
    ]);
  });

  it('of an answer of which nothing is known but its end is one step', () => {
    const attempts = attempt === undefined ? [] : [{ ...attempt, firstTokenMs: null }];
    expect(shown({ streaming: false, timings: { planned: 1 }, attempts })).toEqual([
      'Target chosen: 0 to 1',
      'Until the answer was whole: 1 to 204',
    ]);
  });

  it('is told in part where marks are missing', () => {
    expect(shown({ timings: null })).toEqual(['Waiting for sandbox: 1 to 27', 'Answer streamed: 27 to 204']);
  });

  it('of a race shows no wait, and which leg another was faster than', () => {
    const legs =
      attempt === undefined
        ? []
        : [
            { ...attempt, purpose: 'race', status: 'canceled', firstTokenMs: null, durationMs: 130 },
            { ...attempt, attemptNo: 2, purpose: 'race', startedAt: '2026-11-27T23:17:14.149Z', durationMs: 104 },
          ];
    expect(shown({ timings: { planned: 1, head: 120 }, attempts: legs })).toEqual([
      'Target chosen: 0 to 1',
      'Until another leg won: 1 to 131',
      'Waiting for sandbox: 100 to 120',
      'To the first token: 120 to 126',
      'Answer streamed: 126 to 204',
    ]);
  });
});
