import { describe, expect, it } from 'vitest';
import { passwordFault, passwordStanding } from './password-rules.ts';

const email = 'owner@example.org';

describe('a new password', () => {
  it.each([
    ['', 'Choose a password.'],
    ['nine char', 'At least 10 characters: 1 character more.'],
    ['four', 'At least 10 characters: 6 characters more.'],
    ['x'.repeat(201), 'At most 200 characters.'],
    ['Owner@Example.org', 'Not the e-mail address itself.'],
    ['aaaaaaaaaaaa', 'Not one character again and again.'],
  ])('%j is refused with the reason', (password, words) => {
    expect(passwordFault(password, email)).toBe(words);
  });

  it.each(['ten chars!', 'over the low dam', 'y'.repeat(100) + 'x'.repeat(100)])('%j may be sent', (password) => {
    expect(passwordFault(password, email)).toBeUndefined();
  });

  it('stands better the longer it is', () => {
    const states = ['', 'short', 'ten chars!', 'over the low dam'].map(
      (password) => passwordStanding(password, email).state,
    );
    expect(states).toEqual(['empty', 'refused', 'enough', 'strong']);
  });
});
