import { describe, expect, it } from 'vitest';
import { startGateway } from '../gateway.test-support.ts';
import { startUpstream } from '../upstream.test-support.ts';
import { withoutCredential } from './hide-credential.ts';

const secret = 'Qx7credential0of1the2upstream3';
const path = '/v1/chat/completions';

describe('a credential that the upstream repeats', () => {
  it.each([
    ['in a refusal', 401, 'application/json'],
    ['in an error of its own', 400, 'application/json'],
    ['in a page', 500, 'text/html'],
    ['in an error inside its answer', 200, 'application/json'],
  ])('%s reaches neither client nor ledger', async (_, status, type) => {
    const upstream = await startUpstream((response, { headers }) => {
      const said = `<p>Not good: ${headers.authorization}</p>`;
      response.writeHead(status, { 'content-type': type, 'x-request-id': secret });
      response.end(type === 'text/html' ? said : JSON.stringify({ error: { message: said, type: 'x', code: secret } }));
    });
    const gateway = await startGateway({
      providerKeys: [{ provider: 'openai', baseUrl: `${upstream.url}/v1`, secret }],
    });
    const response = await gateway.post(path, { model: 'openai/gpt-4o-mini', messages: [] });
    const seen = JSON.stringify([...response.headers]) + (await response.text());
    expect(upstream.seen[0]?.headers.authorization).toBe(`Bearer ${secret}`);
    expect(seen).not.toContain(secret);
    expect(JSON.stringify(gateway.records)).not.toContain(secret);
    expect(gateway.attempts()).toMatchObject([
      { status: 'failed', httpStatus: status, errorMessage: expect.any(String) },
    ]);
    await gateway.close();
    await upstream.close();
  });

  it('that is very short is left alone', () => {
    expect(withoutCredential('a word', 'a')).toBe('a word');
  });
});
