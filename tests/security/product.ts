import { createManagementToken } from '@weir/services/management-tokens/create';
import { type Stack, type StackOptions, type StackPart, startStack } from '@weir/testing/stack';
import { createTenant, type Tenant, type TenantOptions } from '@weir/testing/tenant';

/** The stack with the built web in front of it. */
export type Product = Stack & { readonly web: StackPart };

/** A tenant and its owner's management token. */
export type Customer = Tenant & { readonly token: string };

/** `webEnv` is added to the environment of the web alone. */
export type ProductOptions = StackOptions & { readonly webEnv?: Readonly<Record<string, string>> };

/** Starts simulator, gateway, worker and web, each a process of its own. */
export async function startProduct({ webEnv = {}, ...options }: ProductOptions): Promise<Product> {
  const { web, ...stack } = await startStack({ ...options, web: { env: webEnv } });
  if (web === undefined) throw new Error('the stack has no web');
  return { ...stack, web };
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
