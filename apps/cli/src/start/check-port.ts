import { createServer } from 'node:net';
import { CliError } from '../cli-error.ts';

type Port = { readonly host: string; readonly port: number; readonly variable: string };

function reasonOf(error: unknown, { host, port, variable }: Port): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use: stop what listens there or choose another with ${variable}.`;
  if (code === 'EACCES') return `Port ${port} needs more rights: choose one above 1023 with ${variable}.`;
  if (code === 'EADDRNOTAVAIL') return `${host} is no address of this machine: correct WEIR_HOST.`;
  return `Port ${port} cannot be used (${String(code ?? error)}): choose another with ${variable}.`;
}

/** `preferred` where it is free on loopback, else any free port there. */
export async function choosePort(preferred: number): Promise<number> {
  return (await listenOnce('127.0.0.1', preferred).catch(() => undefined)) ?? listenOnce('127.0.0.1', 0);
}

/** Makes sure that a part will be able to listen. Throws CliError naming the port and its variable. */
export async function checkPort(wanted: Port): Promise<void> {
  try {
    await listenOnce(wanted.host, wanted.port);
  } catch (error) {
    throw new CliError(reasonOf(error, wanted), error);
  }
}

function listenOnce(host: string, port: number): Promise<number> {
  return new Promise((settle, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => settle(taken));
    });
  });
}
