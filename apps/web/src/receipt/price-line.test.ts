import { describe, expect, it } from 'vitest';
import { priceLineOf } from './price-line.ts';

describe("a price line's id", () => {
  it('says of which model, since when and whose it is', () => {
    expect(priceLineOf('openai/gpt-5@2026-08-07#weir')).toEqual({
      model: 'openai/gpt-5',
      since: '2026-08-07',
      daily: null,
      source: "Weir's price list",
      isOwn: false,
    });
    expect(priceLineOf('groq/openai/gpt-oss-20b@undated#genai-prices')).toMatchObject({
      model: 'groq/openai/gpt-oss-20b',
      since: null,
    });
  });

  it('tells the own lines of an organization, and keeps an @ in the name of a model', () => {
    const id = 'openai-compatible/llama@q4@2026-01-02T03:04:05.000Z#custom:01a21f35-c9f6-7d8b-b459-92d86398ee28';
    expect(priceLineOf(id)).toEqual({
      model: 'openai-compatible/llama@q4',
      since: '2026-01-02T03:04:05.000Z',
      daily: null,
      source: "your organization's own prices",
      isOwn: true,
    });
  });

  it('that always held has no date', () => {
    expect(priceLineOf('sandbox/fast@1970-01-01#weir')?.since).toBeNull();
  });

  it('may hold for some hours of each day', () => {
    const line = priceLineOf('deepseek/deepseek-chat@16:30:00Z-00:30:00Z#genai-prices');
    expect(line).toMatchObject({ since: null, daily: '16:30:00Z-00:30:00Z' });
  });

  it('that is none is undefined', () => {
    expect(priceLineOf('gpt-5')).toBeUndefined();
  });
});
