import { randomBytes } from 'node:crypto';
import { type MasterKey, parseMasterKey } from '@weir/access/master-key';
import { seal } from '@weir/access/seal';
import { transact } from '@weir/db/prisma/client';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Actor } from '@weir/services/actor';
import { addGatewayKey } from '@weir/services/gateway-keys/create';
import { createOrganization } from '@weir/services/organizations/create';
import { createPrice } from '@weir/services/prices/create';
import { addProject } from '@weir/services/projects/create';
import type { Services } from '@weir/services/services';
import { type Write, write } from '@weir/services/write';

export type TenantProviderKey = {
  readonly provider: string;
  readonly name?: string;
  readonly baseUrl?: string;
  readonly secret?: string;
};

export type TenantPrice = {
  readonly provider: string;
  readonly model: string;
  readonly usdPerMillion: Readonly<Record<string, string>>;
  readonly effectiveFrom?: string;
};

export type TenantOptions = {
  readonly name?: string;
  readonly slug?: string;
  /** In the project's order; stored as active, without a trial. */
  readonly providerKeys?: readonly TenantProviderKey[];
  readonly prices?: readonly TenantPrice[];
  readonly allowedModels?: readonly string[];
};

/** An organization with one project and one gateway key. */
export type Tenant = {
  readonly organizationId: string;
  readonly projectId: string;
  readonly providerKeyIds: readonly string[];
  readonly gatewayKeyId: string;
  /** The text that clients carry. */
  readonly gatewayKey: string;
  /** Its owner, for the verbs of services. */
  readonly actor: Actor;
};

type Adding = { readonly services: Services; readonly sealedDataKey: string; readonly begun: Write };

async function addProviderKey({ services, sealedDataKey, begun }: Adding, key: TenantProviderKey, position: number) {
  const id = uuidv7(services.now());
  const secret = key.secret ?? `sk-test-${randomBytes(12).toString('hex')}`;
  const scope = { organizationId: begun.own.id, rowId: id, sealedDataKey };
  await begun.own.providerKeys.create({
    id,
    provider: key.provider,
    name: key.name ?? key.provider,
    sealedSecret: seal(services.vault, scope, secret),
    lastFour: secret.slice(-4),
    baseUrl: key.baseUrl ?? null,
    status: 'active',
    position,
  });
  begun.affects('every project');
  return id;
}

/** A fresh tenant with what a test needs. Its provider keys skip the trial, so that the upstream sees no call of ours. */
export async function createTenant(services: Services, options: TenantOptions = {}): Promise<Tenant> {
  const name = options.name ?? 'Tenant';
  const organization = await transact(services.database, (transaction) =>
    createOrganization(services, transaction, { name, slug: options.slug ?? `test-${uuidv7()}` }),
  );
  const actor: Actor = { kind: 'system', id: 'test', organizationId: organization.id, role: 'owner' };
  const { result } = await write({ services, actor }, async (begun) => {
    const project = await addProject(begun, name);
    const adding = { services, sealedDataKey: organization.sealedDataKey, begun };
    const providerKeyIds: string[] = [];
    for (const [position, key] of (options.providerKeys ?? []).entries()) {
      providerKeyIds.push(await addProviderKey(adding, key, position));
    }
    const allowedModels = options.allowedModels === undefined ? {} : { allowedModels: [...options.allowedModels] };
    const key = await addGatewayKey(begun, { projectId: project.id, name: 'test', ...allowedModels });
    return { projectId: project.id, providerKeyIds, gatewayKeyId: key.row.id, gatewayKey: key.key };
  });
  for (const { usdPerMillion, effectiveFrom = '2020-01-01T00:00:00Z', ...price } of options.prices ?? []) {
    await createPrice(services, actor, { ...price, effectiveFrom, usdPerMillion: { ...usdPerMillion } });
  }
  return { organizationId: organization.id, actor, ...result };
}

/** A master key of the test's own, and its text for WEIR_MASTER_KEY. */
export function testMasterKey(): { readonly masterKey: MasterKey; readonly text: string } {
  const text = randomBytes(32).toString('base64');
  return { text, masterKey: parseMasterKey(text, 'test') };
}
