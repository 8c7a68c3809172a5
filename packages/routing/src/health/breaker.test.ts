import { describe, expect, it } from 'vitest';
import { afterBeat, type Breaker, noStreak, stateOf, triersMax } from './breaker.ts';

/** A circuit that beats are fed to. */
function circuit() {
  let breaker: Breaker | undefined;
  let streak = noStreak;
  return {
    beat(atMs: number, failed: boolean, startedAtMs = atMs) {
      ({ breaker, streak } = afterBeat(breaker, streak, { failed, startedAtMs, atMs }));
    },
    state: (nowMs: number) => stateOf(breaker, nowMs),
    triers: () => triersMax(breaker),
    opensFor: () => (breaker === undefined ? 0 : breaker.untilMs - breaker.atMs),
  };
}

describe('the circuit breaker', () => {
  it('opens on five failures in a row, not on four', () => {
    const one = circuit();
    for (let at = 1; at <= 4; at++) one.beat(at, true);
    one.beat(5, false);
    for (let at = 6; at <= 9; at++) one.beat(at, true);
    expect(one.state(9)).toBe('closed');
    one.beat(10, true);
    expect(one.state(10)).toBe('open');
    expect(one.state(10 + 4_999)).toBe('open');
    expect(one.state(10 + 5_000)).toBe('probe');
  });

  it('opens where half of many attempts fail, never five in a row', () => {
    const one = circuit();
    for (let at = 1; at <= 18; at++) one.beat(at * 10, at % 2 === 0);
    expect(one.state(180)).toBe('closed');
    for (let at = 19; at <= 24; at++) one.beat(at * 10, at % 2 === 0);
    expect(one.state(240)).toBe('open');
  });

  it('stays closed where one in five fails for long', () => {
    const one = circuit();
    for (let at = 1; at <= 5_000; at++) one.beat(at * 10, at % 5 === 0);
    expect(one.state(50_000)).toBe('closed');
  });

  it('takes a row of failures for chance where failures are usual', () => {
    const one = circuit();
    for (let at = 1; at <= 61; at++) one.beat(at * 10, at % 5 === 0);
    for (let at = 62; at <= 68; at++) one.beat(at * 10, true);
    expect(one.state(680)).toBe('closed');
    one.beat(690, true);
    expect(one.state(690)).toBe('open');
  });

  it('doubles its time up to 20 seconds while tries fail', () => {
    const one = circuit();
    for (let at = 0; at < 5; at++) one.beat(0, true);
    const times = [one.opensFor()];
    let at = 0;
    for (let tries = 0; tries < 4; tries++) {
      at += one.opensFor();
      one.beat(at, true);
      times.push(one.opensFor());
    }
    expect(times).toEqual([5_000, 10_000, 20_000, 20_000, 20_000]);
  });

  it('lets more calls try it the more succeed, and closes on eight successes', () => {
    const one = circuit();
    for (let at = 0; at < 5; at++) one.beat(0, true);
    const triers: number[] = [];
    for (let at = 5_000; at < 5_008; at++) {
      triers.push(one.triers());
      expect(one.state(at)).toBe('probe');
      one.beat(at, false);
    }
    expect(triers).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
    expect(one.state(5_008)).toBe('closed');
  });

  it('takes two successes more for a failure among them, and opens anew where failures prevail', () => {
    const one = circuit();
    for (let at = 0; at < 5; at++) one.beat(0, true);
    for (const failed of [false, false, false, true, false]) one.beat(5_001, failed);
    expect(one.state(5_001)).toBe('probe');
    expect(one.triers()).toBe(4);
    one.beat(5_002, true);
    one.beat(5_003, true);
    expect(one.state(5_003)).toBe('open');
    expect(one.opensFor()).toBe(10_000);
  });

  it('opens for as long as before where it was closed for a moment, for 5 s after minutes', () => {
    const again = (wellMs: number) => {
      const one = circuit();
      for (let at = 0; at < 5; at++) one.beat(0, true);
      one.beat(5_000, true);
      for (let at = 0; at < 8; at++) one.beat(15_000, false);
      expect(one.state(15_000)).toBe('closed');
      for (let at = 0; at < 5; at++) one.beat(15_000 + wellMs, true);
      expect(one.state(15_000 + wellMs)).toBe('open');
      return one.opensFor();
    };
    expect([again(1_000), again(31_000), again(120_000)]).toEqual([20_000, 10_000, 5_000]);
  });

  it('learns nothing from attempts that began before it changed', () => {
    const one = circuit();
    for (let at = 0; at < 5; at++) one.beat(1_000, true);
    one.beat(7_000, true, 900);
    expect(one.opensFor()).toBe(5_000);
    one.beat(7_001, false, 900);
    expect(one.triers()).toBe(1);
    for (let at = 0; at < 8; at++) one.beat(7_002, false, 7_000);
    expect(one.state(7_002)).toBe('closed');
    for (let at = 0; at < 9; at++) one.beat(7_003, true, 6_000);
    expect(one.state(7_003)).toBe('closed');
  });
});
