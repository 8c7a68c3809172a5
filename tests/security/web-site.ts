import { freePort } from '@weir/runtime/free-port';
import { createLogger } from '@weir/runtime/logger';
import { openServices } from '@weir/services/open-services';
import type { Services } from '@weir/services/services';
import { type ManagedProcess, managedProcess } from '@weir/testing/managed-process';
import { testDatabase } from '@weir/testing/services';
import { testMasterKey } from '@weir/testing/tenant';
import { webArgs, webEnv } from '@weir/testing/web-process';

const nowhere = 'http://127.0.0.1:9';

/** A process of the built web. */
export type Web = ManagedProcess & { readonly url: string };

/** A database with the built web in front of it, in as many processes and settings as a test wants. */
export type Site = {
  readonly databaseUrl: string;
  readonly services: Services;
  /** Starts a process with `env` added to what it is told. */
  open(env?: Readonly<Record<string, string>>): Promise<Web>;
  stop(): Promise<void>;
};

/** Makes a site of a fresh database; its gateway is away. */
export async function startSite(): Promise<Site> {
  const { url: databaseUrl } = await testDatabase();
  const { masterKey, text } = testMasterKey();
  const log = createLogger({ name: 'test', level: 'silent' });
  const services = await openServices({ databaseUrl, masterKey, gatewayUrl: nowhere, now: Date.now, log });
  const webs: Web[] = [];
  const own = { NODE_ENV: 'production', DATABASE_URL: databaseUrl, WEIR_MASTER_KEY: text, WEIR_GATEWAY_URL: nowhere };
  return {
    databaseUrl,
    services,
    async open(env = {}) {
      const port = await freePort(undefined);
      const url = `http://127.0.0.1:${port}`;
      const options = { name: 'web', args: webArgs('start', port), readyUrl: `${url}/healthz`, readyWithinMs: 90_000 };
      const web = { url, ...managedProcess({ ...options, env: { ...webEnv(port), ...own, ...env } }) };
      webs.push(web);
      await web.start();
      return web;
    },
    async stop() {
      for (const web of webs) await web.kill('SIGTERM').catch(() => undefined);
      await services.close();
    },
  };
}
