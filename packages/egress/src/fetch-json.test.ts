import { afterEach, expect, it } from 'vitest';
import { createEgress } from './create-egress.ts';
import { EgressFailure } from './egress-failure.ts';
import { fetchJson } from './fetch-json.ts';
import { serveHttp } from './test-harness.ts';

const egress = createEgress({ privateUpstreams: ['127.0.0.1'] });
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});
async function serve(listener: Parameters<typeof serveHttp>[0]) {
  const server = await serveHttp(listener);
  cleanups.push(server.stop);
  return server.url;
}

it('sends JSON and reads JSON', async () => {
  const url = await serve((request, response) => {
    response.writeHead(201, { 'x-method': request.method ?? '' });
    request.pipe(response);
  });
  const answer = await fetchJson(egress, { url, body: { a: [1] } });
  expect(answer).toMatchObject({ status: 201, body: { a: [1] }, headers: { 'x-method': 'POST' } });
});

it('posts a form, and reads JSON', async () => {
  const url = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const said = { type: request.headers['content-type'], text: Buffer.concat(chunks).toString() };
      response.end(JSON.stringify(said));
    });
  });
  const { body } = await fetchJson(egress, { url, form: { grant_type: 'a:b', secret: 'x&y= z' } });
  expect(body).toEqual({ type: 'application/x-www-form-urlencoded', text: 'grant_type=a%3Ab&secret=x%26y%3D+z' });
});

it('gives no body for what is not JSON', async () => {
  const url = await serve((_request, response) => response.writeHead(502).end('<html>'));
  expect(await fetchJson(egress, { url })).toMatchObject({ status: 502, body: undefined });
});

it('fails with the reason', async () => {
  const failure = await fetchJson(egress, { url: 'http://10.0.0.1/' }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EgressFailure);
  expect(failure).toMatchObject({ code: 'refused_address', message: expect.stringContaining('private address') });
});

it('does not read an answer without end', async () => {
  const url = await serve((_request, response) => {
    const push = () =>
      void (response.write(Buffer.alloc(1_048_576, 32)) ? setImmediate(push) : response.once('drain', push));
    push();
  });
  await expect(fetchJson(egress, { url })).rejects.toThrow('larger than 16 MiB');
});
