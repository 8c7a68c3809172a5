import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type MasterKey, parseMasterKey } from '@weir/access/master-key';
import { transact } from '@weir/db/prisma/client';
import { createLogger } from '@weir/runtime/logger';
import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll } from 'vitest';
import type { Actor, Role } from './actor.ts';
import { openServices, type ServicesOptions } from './open-services.ts';
import { createOrganization } from './organizations/create.ts';
import type { Services } from './services.ts';

/** A port that nothing listens on. */
export const nowhere = 'http://127.0.0.1:9';

export type TestServices = Services & {
  readonly databaseUrl: string;
  readonly logged: string[];
  readonly clock: { nowMs: number };
};

export type TestOptions = {
  readonly gatewayUrl?: string;
  readonly databaseUrl?: string;
  readonly masterKey?: MasterKey;
  readonly hosts?: Readonly<Record<string, readonly string[]>>;
  readonly privateUpstreams?: readonly string[];
  /** Of the site and of its mails. */
  readonly site?: Pick<
    ServicesOptions,
    'publicUrl' | 'signUpMode' | 'isEmbedded' | 'identityProviders' | 'smtpUrl' | 'mailFrom' | 'onLocalMail'
  >;
};

/** Services over a database of their own, closed after the file's tests. `clock` stands where it is set, in steps of 1 ms. */
export async function testServices(options: TestOptions = {}): Promise<TestServices> {
  const databaseUrl = options.databaseUrl ?? (await testDatabase()).url;
  const logged: string[] = [];
  const clock = { nowMs: Date.now() };
  const services = await openServices({
    databaseUrl,
    masterKey: options.masterKey ?? parseMasterKey(randomBytes(32).toString('base64'), 'test'),
    gatewayUrl: options.gatewayUrl ?? nowhere,
    privateUpstreams: options.privateUpstreams ?? [],
    ...options.site,
    resolveHost: async (host) => {
      const found = options.hosts?.[host];
      if (found === undefined) throw new Error(`${host} is not known`);
      return found;
    },
    now: () => {
      clock.nowMs += 1;
      return clock.nowMs;
    },
    log: createLogger({ name: 'test', destination: { write: (line: string) => void logged.push(line) } }),
  });
  afterAll(() => services.close());
  return { ...services, databaseUrl, logged, clock };
}

/** An actor of a new organization. */
export async function newActor(services: Services, role: Role = 'owner'): Promise<Actor> {
  const slug = `o-${uuidv7()}`;
  const { id } = await transact(services.database, (tx) => createOrganization(services, tx, { name: slug, slug }));
  return { kind: 'token', id: uuidv7(), organizationId: id, role };
}

/** An HTTP server on a free port, closed after the file's tests. */
export async function serve(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { url: `http://127.0.0.1:${address.port}`, server };
}
