import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { CliError } from '../cli-error.ts';
import { checkPort, choosePort } from './check-port.ts';

async function occupied(): Promise<{ port: number; close: () => void }> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, close: () => void server.close() };
}

it('refuses a port in use in one line that names the variable', async () => {
  const { port, close } = await occupied();
  const checked = checkPort({ host: '127.0.0.1', port, variable: 'WEIR_GATEWAY_PORT' });
  await expect(checked).rejects.toThrow(CliError);
  await expect(checked).rejects.toThrow(
    `Port ${port} is in use: stop what listens there or choose another with WEIR_GATEWAY_PORT.`,
  );
  close();
});

it('lets a free port pass, and leaves it free', async () => {
  const { port, close } = await occupied();
  close();
  await checkPort({ host: '127.0.0.1', port, variable: 'WEIR_WEB_PORT' });
  await checkPort({ host: '127.0.0.1', port, variable: 'WEIR_WEB_PORT' });
});

it('refuses an address that is not of this machine', async () => {
  const checked = checkPort({ host: '192.0.2.1', port: 4000, variable: 'WEIR_WEB_PORT' });
  await expect(checked).rejects.toThrow('192.0.2.1 is no address of this machine: correct WEIR_HOST.');
});

it('chooses the preferred port where it is free, else another', async () => {
  const { port, close } = await occupied();
  expect(await choosePort(port)).not.toBe(port);
  close();
  expect(await choosePort(port)).toBe(port);
});
