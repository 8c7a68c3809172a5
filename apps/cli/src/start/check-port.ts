import { createServer } from 'node:net';
import { CliError } from '../cli-error.ts';

type Port = { readonly host: string; readonly port: number; readonly variable: string };

function reasonOf(error: NodeJS.ErrnoException, { host, port, variable }: Port): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is in use: stop what listens there or choose another with ${variable}.`;
  if (error.code === 'EACCES') return `Port ${port} needs more rights: choose one above 1023 with ${variable}.`;
  if (error.code === 'EADDRNOTAVAIL') return `${host} is no address of this machine: correct WEIR_HOST.`;
  return `Port ${port} cannot be used (${error.code ?? error.message}): choose another with ${variable}.`;
}

/** Makes sure that a part will be able to listen. Throws CliError naming the port and its variable. */
export function checkPort(wanted: Port): Promise<void> {
  return new Promise((settle, reject) => {
    const server = createServer();
    server.once('error', (error) => reject(new CliError(reasonOf(error, wanted), error)));
    server.listen({ host: wanted.host, port: wanted.port, exclusive: true }, () => server.close(() => settle()));
  });
}
