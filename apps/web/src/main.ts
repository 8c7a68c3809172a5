import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import next from 'next';
import { buildFolder, readEnv } from './env.ts';
import { addressHeader, clientAddress, networksOf } from './server/client-address.ts';
import { publicUrlOf } from './server/instance-urls.ts';
import { staticFiles } from './server/static-files.ts';
import { unfitOf } from './server/unfit.ts';

const env = readEnv();
const trusted = networksOf(env.WEIR_TRUSTED_PROXIES);
const dir = resolve(import.meta.dirname, '..');
const app = next({ dev: false, dir, hostname: env.WEIR_HOST, port: env.WEIR_WEB_PORT });
await app.prepare();
const handle = app.getRequestHandler();

const serveStatic = staticFiles(join(dir, buildFolder, 'static'));
const publicUrl = publicUrlOf(env);
const isSecure = publicUrl.startsWith('https:');

const server = createServer((request, response) => {
  if (isSecure) response.setHeader('strict-transport-security', 'max-age=31536000');
  const { method = '', url = '' } = request;
  const unfit = unfitOf({ method, url, host: request.headers.host }, publicUrl);
  if (unfit !== undefined) {
    const headers = { 'content-type': 'text/plain', 'cache-control': 'no-store', connection: 'close' };
    response.writeHead(unfit.status, headers);
    response.end(`${unfit.words}\n`);
    return;
  }
  const forwardedFor = request.headers['x-forwarded-for'];
  const claimed = Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor;
  request.headers[addressHeader] = clientAddress(request.socket.remoteAddress, claimed, trusted);
  serveStatic(request, response, () => void handle(request, response).catch(() => response.destroy()));
});
server.listen(env.WEIR_WEB_PORT, env.WEIR_HOST);

const stop = () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  // Live streams never end by themselves.
  setTimeout(() => server.closeAllConnections(), 1_000).unref();
};
process.once('SIGTERM', stop).once('SIGINT', stop);
