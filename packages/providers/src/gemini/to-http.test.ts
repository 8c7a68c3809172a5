import type { Operation } from '@weir/protocol/operation';
import { parseRequest } from '@weir/protocol/parse-request';
import { describe, expect, it } from 'vitest';
import { gemini } from './gemini.ts';

const host = 'https://generativelanguage.googleapis.com/v1beta';

type Asked = { readonly operation: Operation; readonly model?: string; readonly streaming?: boolean };

/** The URL and body that a client's request becomes. */
function sent(
  { operation, model = 'gemini-x', streaming = false }: Asked,
  text: string,
): { url: string; body: string } {
  const request = parseRequest(operation, Buffer.from(text), { model: 'asked', streaming });
  const { url, body } = gemini.toHttp(request, { model, baseUrl: gemini.baseUrl ?? '' });
  return { url, body: body.toString() };
}

describe('a request in Gemini’s own language', () => {
  const body = '{ "contents" : [{"parts":[{"text":"\\u00e9 \\"model\\""}]}] }';

  it('goes out with its bytes, model and stream in the path', () => {
    const asked = { operation: 'generate_content' } as const;
    expect(sent(asked, body)).toEqual({ url: `${host}/models/gemini-x:generateContent`, body });
    const url = `${host}/models/gemini-x:streamGenerateContent?alt=sse`;
    expect(sent({ ...asked, streaming: true }, body)).toEqual({ url, body });
  });

  it('reaches tuned models, and no other path by a model’s name', () => {
    const urlOf = (model: string): string => sent({ operation: 'generate_content', model }, body).url;
    expect(urlOf('models/gemini-x')).toBe(`${host}/models/gemini-x:generateContent`);
    expect(urlOf('tunedModels/mine')).toBe(`${host}/tunedModels/mine:generateContent`);
    expect(urlOf('../files/x?a#b')).toBe(`${host}/models/..%2Ffiles%2Fx%3Fa%23b:generateContent`);
  });

  it('names the target’s model wherever the body repeats it', () => {
    const batch = '{"requests":[{"model":"models/asked","content":{}},{"content":{}}]}';
    const many = sent({ operation: 'gemini_embed' }, batch);
    expect(many.url).toBe(`${host}/models/gemini-x:batchEmbedContents`);
    expect(JSON.parse(many.body)).toEqual({ requests: [{ model: 'models/gemini-x', content: {} }, { content: {} }] });
    const one = sent({ operation: 'gemini_embed' }, '{"content":{}}');
    expect(one).toEqual({ url: `${host}/models/gemini-x:embedContent`, body: '{"content":{}}' });
    const counted = sent({ operation: 'gemini_count_tokens' }, '{"generateContentRequest":{"model":"models/asked"}}');
    expect(counted.url).toBe(`${host}/models/gemini-x:countTokens`);
    expect(JSON.parse(counted.body)).toEqual({ generateContentRequest: { model: 'models/gemini-x' } });
  });
});

describe('a request of another dialect', () => {
  it('is translated, and goes to the same place', () => {
    const turns = [{ role: 'user', parts: [{ kind: 'text', text: 'Hi' }] }] as const;
    const request = {
      dialect: 'chat',
      model: 'm',
      streaming: true,
      turns,
      tools: [],
      sampling: { topP: 0.5 },
    } as const;
    const target = { model: 'gemini-x', baseUrl: 'https://proxy/v1beta' };
    const translated = gemini.chat?.(request, 'gemini-x')?.toHttp(request, target);
    expect(translated?.http.url).toBe('https://proxy/v1beta/models/gemini-x:streamGenerateContent?alt=sse');
    expect(JSON.parse(translated?.http.body.toString() ?? '')).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
      generationConfig: { topP: 0.5 },
    });
  });
});

describe('the list of models', () => {
  it('is read by their ids, without those that neither talk nor embed', () => {
    const methods = { supportedGenerationMethods: ['predict'] };
    const body = { models: [{ name: 'models/a' }, { name: 'models/imagen', ...methods }, 1] };
    expect(gemini.modelsOf?.(body)).toEqual(['a']);
    expect(gemini.modelsOf?.('x')).toEqual([]);
  });
});
