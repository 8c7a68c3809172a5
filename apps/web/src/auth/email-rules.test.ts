import { describe, expect, it } from 'vitest';
import { emailRules, fitsMask } from './email-rules.ts';

describe('an e-mail address', () => {
  it.each(['owner@example.org', ' owner@example.org ', 'a+b@sub.example.org'])('%j is one', (email) => {
    expect(emailRules.validate(email)).toBe(true);
  });

  it.each(['owner', 'owner@', '@example.org', 'owner@example', 'two words@example.org'])('%j is none', (email) => {
    expect(emailRules.validate(email)).not.toBe(true);
  });
});

describe('an address and its mask', () => {
  it.each(['owner@example.org', 'O@Example.org', ' other@example.org'])('%j fits o***@example.org', (email) => {
    expect(fitsMask(email, 'o***@example.org')).toBe(true);
  });

  it.each(['admin@example.org', 'owner@example.com', '@example.org'])('%j does not', (email) => {
    expect(fitsMask(email, 'o***@example.org')).toBe(false);
  });
});
