import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** What the hook is called that hostile text tries to run. */
export const hookName = 'ranHostile';

let serial = 0;

/** A short word of its own, so that it can be found wherever its text is shown. */
function nextMark(): string {
  serial += 1;
  return `h${serial}x`;
}

/** Hostile text of every kind, each of at most 100 characters. `mark` stands in each. */
export type Hostile = { readonly mark: string; readonly text: string };

const forms: readonly ((mark: string) => string)[] = [
  (mark) => `${mark}"><img src=x onerror=${hookName}('${mark}')>`,
  (mark) => `${mark}</script><script>${hookName}('${mark}')</script>`,
  (mark) => `javascript:${hookName}('${mark}')`,
  (mark) => `${mark}'-${hookName}('${mark}')-'\`\${${hookName}('${mark}')}\``,
  (mark) => `${mark}{{constructor.constructor("${hookName}('${mark}')")()}}`,
  (mark) => `${mark}</title><svg onload=${hookName}('${mark}')>`,
  (mark) => `=cmd|'/C ${mark}'!A0,"x"`,
  (mark) => `\u202e\u200b${mark}\u2066\u2028<b onclick=${hookName}(1)>`,
  (mark) => `__proto__ ${mark} <a href="javascript:${hookName}(1)">x</a>`,
];

/** One text of each kind. */
export function hostileTexts(): Hostile[] {
  return forms.map((form) => {
    const mark = nextMark();
    return { mark, text: form(mark) };
  });
}

/** A provider whose models, answers and errors are hostile text. */
export async function startHostileUpstream(
  texts: readonly string[],
): Promise<{ readonly url: string; readonly server: Server }> {
  let calls = 0;
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.setHeader('x-request-id', (texts[0] ?? '').replaceAll(/[^\x20-\x7e]/g, ''));
    if (request.url?.endsWith('/models') === true) {
      response.end(JSON.stringify({ object: 'list', data: texts.map((id) => ({ id, object: 'model' })) }));
      return;
    }
    calls += 1;
    const text = texts[calls % texts.length] ?? '';
    if (calls % 2 === 0) {
      response.statusCode = 400;
      response.end(JSON.stringify({ error: { message: text, type: text, code: text } }));
      return;
    }
    const choice = { index: 0, message: { role: 'assistant', content: text }, finish_reason: text };
    const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
    response.end(JSON.stringify({ id: text, object: 'chat.completion', model: text, choices: [choice], usage }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
}
