import { describe, expect, it } from 'vitest';
import { generateContent } from '../dialects/generate-content/generate-content.ts';
import { parseCountTokens } from '../dialects/messages/count-tokens.ts';
import { countable } from './countable.ts';

const messages = [{ role: 'user', content: 'How many quills?' }];

describe('what is counted', () => {
  it('is every text that a model would read', () => {
    const tool = { name: 'weather', description: 'Of a city.', input_schema: { type: 'object', properties: {} } };
    const history = [
      ...messages,
      { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'weather', input: { city: 'Basel' } }] },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: 'Sunny.' }] }],
      },
    ];
    const { texts } = countable(
      parseCountTokens({ model: 'm', system: 'Be brief.', messages: history, tools: [tool] }),
    );
    const all = texts.join('\n');
    for (const text of ['Be brief.', 'How many quills?', 'Of a city.', '"type":"object"', 'Basel', 'Sunny.']) {
      expect(all).toContain(text);
    }
  });

  it('is a schema that the answer has to have', () => {
    const generationConfig = {
      responseMimeType: 'application/json',
      responseJsonSchema: { type: 'object', properties: { quills: { type: 'integer' } } },
    };
    const contents = [{ role: 'user', parts: [{ text: 'a' }] }];
    const { texts } = countable(generateContent.parseRequest({ contents, generationConfig }, { model: 'm' }));
    expect(texts.join()).toContain('quills');
  });

  it('allows for media by their size, never by their bytes as text', () => {
    const media = (type: 'image' | 'document', bytes: number) => {
      const data = Buffer.alloc(bytes).toString('base64');
      const source = { type: 'base64', media_type: type === 'image' ? 'image/png' : 'application/pdf', data };
      return countable(parseCountTokens({ model: 'm', messages: [{ role: 'user', content: [{ type, source }] }] }));
    };
    const none = countable(parseCountTokens({ model: 'm', messages })).allowanceTokens;
    expect(media('image', 200_000).allowanceTokens - none).toBe(1_100);
    expect(media('document', 10).allowanceTokens - none).toBe(1_500);
    expect(media('document', 180_000).allowanceTokens - none).toBe(6_000);
    expect(media('image', 200_000).texts).toEqual([]);
  });

  it('takes any number of turns', () => {
    const many = Array.from({ length: 200_000 }, () => ({ role: 'user', content: 'a' }));
    expect(countable(parseCountTokens({ model: 'm', messages: many })).texts).toHaveLength(200_000);
  });
});
