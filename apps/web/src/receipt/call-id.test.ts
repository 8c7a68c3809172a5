import { describe, expect, it } from 'vitest';
import { mayStillCome, timeOfCallId } from './call-id.ts';

const callId = '01a21f4c-74c1-7c2e-82cc-39661a28b1c4';
const startedAtMs = Date.parse('2026-11-27T23:17:14.049Z');

describe("a call's id", () => {
  it('says when the call began', () => {
    expect(timeOfCallId(callId)).toBe(startedAtMs);
    expect(timeOfCallId(callId.toUpperCase())).toBe(startedAtMs);
  });

  it.each(['', 'latest', '01a21f4c-74c1-4c2e-82cc-39661a28b1c4', `${callId}0`])('is not %j', (text) => {
    expect(timeOfCallId(text)).toBeUndefined();
    expect(mayStillCome(text, startedAtMs)).toBe(false);
  });

  it('is waited for while the call may be under way, and not for ever', () => {
    expect(mayStillCome(callId, startedAtMs)).toBe(true);
    expect(mayStillCome(callId, startedAtMs + 60 * 60_000)).toBe(true);
    expect(mayStillCome(callId, startedAtMs + 66 * 60_000)).toBe(false);
    expect(mayStillCome(callId, startedAtMs - 3_600_000)).toBe(false);
  });
});
