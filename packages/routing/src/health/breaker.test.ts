import { describe, expect, it } from 'vitest';
import { afterBeat, type Breaker, noStreak, stateOf } from './breaker.ts';

/** A circuit that beats are fed to. */
function circuit() {
  let breaker: Breaker | undefined;
  let streak = noStreak;
  return {
    beat(atMs: number, failed: boolean, startedAtMs = atMs) {
      ({ breaker, streak } = afterBeat(breaker, streak, { failed, startedAtMs, atMs }));
    },
    state: (nowMs: number) => stateOf(breaker, nowMs),
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

  it('doubles its time up to 20 seconds while probes fail, and closes on the first that does not', () => {
    const one = circuit();
    for (let at = 0; at < 5; at++) one.beat(0, true);
    const times = [one.opensFor()];
    let at = 0;
    for (let probe = 0; probe < 4; probe++) {
      at += one.opensFor();
      one.beat(at, true);
      times.push(one.opensFor());
    }
    expect(times).toEqual([5_000, 10_000, 20_000, 20_000, 20_000]);
    at += 20_000;
    one.beat(at, false);
    expect(one.state(at)).toBe('closed');
    // Again after two failures, and for as long, until it has been well for a while.
    one.beat(at + 1, true);
    one.beat(at + 2, true);
    expect(one.state(at + 2)).toBe('open');
    expect(one.opensFor()).toBe(20_000);
  });

  it('trusts again after twenty successes', () => {
    const one = circuit();
    for (let at = 0; at < 5; at++) one.beat(0, true);
    for (let at = 5_000; at < 5_021; at++) one.beat(at, false);
    for (let at = 6_000; at < 6_004; at++) one.beat(at, true);
    expect(one.state(6_004)).toBe('closed');
  });

  it('learns nothing from attempts that began before it changed', () => {
    const one = circuit();
    for (let at = 0; at < 5; at++) one.beat(1_000, true);
    one.beat(7_000, true, 900);
    expect(one.opensFor()).toBe(5_000);
    one.beat(7_001, false, 900);
    expect(one.state(7_001)).toBe('probe');
    one.beat(7_002, false, 7_000);
    expect(one.state(7_002)).toBe('closed');
    for (let at = 0; at < 9; at++) one.beat(7_003, true, 6_000);
    expect(one.state(7_003)).toBe('closed');
  });
});
