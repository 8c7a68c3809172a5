import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { freePort } from '@weir/db/embedded/free-port';
import { createManagementToken } from '@weir/services/management-tokens/create';
import { managedProcess } from '@weir/testing/managed-process';
import { type Stack, type StackOptions, type StackPart, startStack } from '@weir/testing/stack';
import { createTenant, type Tenant, type TenantOptions } from '@weir/testing/tenant';

const webDirectory = resolve(import.meta.dirname, '../../apps/web');

/** The stack with the built web in front of it. */
export type Product = Stack & { readonly web: StackPart };

/** A tenant and its owner's management token. */
export type Customer = Tenant & { readonly token: string };

/** The settings of one instance, as every process of it gets them. */
function webEnv(stack: Stack, port: number): Record<string, string> {
  return {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: stack.databaseUrl,
    WEIR_MASTER_KEY: stack.services.masterKey.key.export().toString('base64'),
    WEIR_GATEWAY_URL: stack.gateway.url,
    WEIR_WEB_PORT: String(port),
    WEIR_PRIVATE_UPSTREAMS: '127.0.0.0/8',
    WEIR_LOG_LEVEL: 'warn',
  };
}

async function webPart(stack: Stack, env: Readonly<Record<string, string>>): Promise<StackPart> {
  if (!existsSync(join(webDirectory, '.next/BUILD_ID'))) {
    throw new Error('The web is not built: run `npm test`, or `pnpm --filter @weir/web run build` first.');
  }
  const port = await freePort(undefined);
  const url = `http://127.0.0.1:${port}`;
  const next = createRequire(join(webDirectory, 'package.json')).resolve('next/dist/bin/next');
  const args = [next, 'start', webDirectory, '--hostname', '127.0.0.1', '--port', String(port)];
  const options = { name: 'web', args, env: { ...webEnv(stack, port), ...env }, readyUrl: `${url}/healthz` };
  return { url, ...managedProcess(options) };
}

/** `webEnv` is added to the environment of the web alone. */
export type ProductOptions = StackOptions & { readonly webEnv?: Readonly<Record<string, string>> };

/** Starts simulator, gateway, worker and web, each a process of its own. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const stack = await startStack(options);
  const web = await webPart(stack, { ...options.env, ...options.webEnv });
  const stop = async () => {
    await web.kill('SIGTERM').catch(() => undefined);
    await stack.stop();
  };
  try {
    await web.start();
    return { ...stack, web, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** `tenant` with an owner's token for the management API. */
export async function withToken(stack: Stack, tenant: Tenant): Promise<Customer> {
  const { token } = await createManagementToken(stack.services, tenant.actor, { name: 'test', role: 'owner' });
  return { ...tenant, token };
}

/** A further tenant of a running stack. */
export async function addCustomer(stack: Stack, options: TenantOptions = {}): Promise<Customer> {
  return withToken(stack, await createTenant(stack.services, options));
}
