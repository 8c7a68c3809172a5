import { describe, expect, it } from 'vitest';
import { isLocalUrl, snippetsFor } from './snippets.ts';

const gatewayUrl = 'https://gateway.example.org';
const key = 'weir_gk_test';
const textOf = ({ blocks }: { blocks: readonly { code: string }[] }) => blocks.map(({ code }) => code).join('\n');

describe('the snippets', () => {
  it.each(snippetsFor({ gatewayUrl, key }))('of $label holds key, address and model once they are known', (snippet) => {
    const text = textOf(snippet);
    expect(text.split(key)).toHaveLength(2);
    expect(text).toContain(gatewayUrl);
    expect(text).toContain('sandbox/fast');
    expect(text).not.toContain('undefined');
  });

  it.each(snippetsFor({ gatewayUrl, key: undefined }))(
    'of $label reads the key from WEIR_KEY without one',
    (snippet) => {
      const text = textOf(snippet);
      expect(text).not.toContain('weir_gk_');
      expect(text).toMatch(/WEIR_KEY/);
      expect(text).not.toContain('undefined');
    },
  );

  it('gives clients of Anthropic and Google the address without a version, those of OpenAI the one with it', () => {
    const plain = ['anthropic', 'google-genai', 'claude-code'];
    for (const snippet of snippetsFor({ gatewayUrl, key })) {
      const text = textOf(snippet);
      expect(text.includes(`${gatewayUrl}/v1`), snippet.id).toBe(!plain.includes(snippet.id));
    }
  });
});

it.each(['claude-code', 'codex'])('tells users of %s that any model can be named', (id) => {
  const snippet = snippetsFor({ gatewayUrl, key }).find((each) => each.id === id);
  expect(snippet?.note).toMatch(/Any model of any provider/);
});

it('knows addresses that nobody else reaches', () => {
  expect(['http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000'].every(isLocalUrl)).toBe(true);
  expect(['https://gateway.example.org', 'http://10.0.0.1', 'nonsense'].some(isLocalUrl)).toBe(false);
});
