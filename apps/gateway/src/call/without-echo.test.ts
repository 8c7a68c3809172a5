import { describe, expect, it } from 'vitest';
import { withoutEcho } from './without-echo.ts';

const request = (content: unknown, more: object = {}) => ({
  body: Buffer.from(
    JSON.stringify({ model: 'llama-3.3-70b-versatile', messages: [{ role: 'user', content }], ...more }),
  ),
});

describe('an error message', () => {
  it.each([
    ['a word of the prompt', 'Invalid value: "the-secret-of-the-mill".', 'Invalid value: "[removed]".'],
    ['a run in the middle', 'in: tell me the-secret-of-the-mill, now', 'in: [removed], now'],
    ['two runs', 'the-secret-of-the-mill/the-secret-of-the-mill', '[removed]/[removed]'],
    ['the start of it', 'at: tell me the-sec...', 'at: [removed]...'],
  ])('loses %s', (_, message, kept) => {
    expect(withoutEcho(message, request('Please tell me the-secret-of-the-mill'))).toBe(kept);
  });

  it('loses texts that JSON escapes, wherever they stand', () => {
    const deep = request([{ type: 'text', text: 'Zeile eins\n"Zeile" zwei 🌊' }], {
      tools: [{ a: { b: ['tool words here'] } }],
    });
    expect(withoutEcho('said Zeile eins\n"Zeile" zwei 🌊 and tool words here', deep)).toBe(
      'said [removed] and [removed]',
    );
  });

  it('loses the texts of a form, and keeps its names', () => {
    const part = (name: string, value: string) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const form = `${part('model', 'gpt-4o-transcribe')}${part('response_format', 'the-secret-of-the-mill')}--b--`;
    const sent = { body: Buffer.from(form), formType: 'multipart/form-data; boundary="b"' };
    const message = 'response_format of gpt-4o-transcribe is the-secret-of-the-mill';
    expect(withoutEcho(message, sent)).toBe('response_format of gpt-4o-transcribe is [removed]');
  });

  it.each([
    'The model `llama-3.3-70b-versatile` does not exist.',
    "Unsupported parameter: 'max_completion_tokens'. Use 'max_tokens'.",
    'This is too long for the context window.',
    'role must be user',
    '',
  ])('keeps "%s"', (message) => {
    expect(withoutEcho(message, request('hello', { max_completion_tokens: 1 }))).toBe(message);
  });

  it('is not kept where the request is too large to be searched, and searched in no time where it is not', () => {
    expect(withoutEcho('x', request('y'.repeat(2_000_000)))).toContain('not kept');
    const begun = performance.now();
    withoutEcho('word '.repeat(100), request('word-'.repeat(200_000)));
    expect(performance.now() - begun).toBeLessThan(500);
  });

  it('stands any nesting', () => {
    const body = Buffer.from(`{"model":"m","messages":${'['.repeat(100_000)}"the-secret-word"${']'.repeat(100_000)}}`);
    expect(withoutEcho('no the-secret-word', { body })).toBe('no [removed]');
  });
});
