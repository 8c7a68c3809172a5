import { initTRPC, TRPCError } from '@trpc/server';
import type { Actor } from '@weir/services/actor';
import { ServiceError, type ServiceErrorCode } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import type { Verb } from '@weir/services/verb';
import type { z } from 'zod';
import { parsedInput } from './cast.ts';

/** What a procedure works with: the open services and who calls. */
export type Context = { readonly services: Services; readonly actor: Actor };

/** How a procedure appears in the management REST. */
export type RestRoute = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Under /api/v1, with `{name}` for the input fields that stand in the path. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description?: string;
  /** Of success; 200 unless said. With 204 the answer is empty. */
  readonly status?: 200 | 201 | 204;
};

/** A procedure as the REST transport and the OpenAPI document need it. */
export type RestMeta = {
  readonly rest: RestRoute;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
};

const trpcCodes = {
  invalid: 'BAD_REQUEST',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ServiceErrorCode, TRPCError['code']>;

const t = initTRPC.context<Context>().meta<RestMeta>().create();

const mapped = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok || !(result.error.cause instanceof ServiceError)) return result;
  const refusal = result.error.cause;
  throw new TRPCError({ code: trpcCodes[refusal.code], message: refusal.message, cause: refusal });
});

export const router = t.router;

async function call<Input, Output>(verb: Verb<Input, Output>, ctx: Context, input: unknown): Promise<Output> {
  // Strict on the way out as well: a field that no view names never leaves.
  return verb.output.parse(await verb(ctx.services, ctx.actor, parsedInput<Input>(input)));
}

/** A query that is one verb. */
export function query<Input, Output>(verb: Verb<Input, Output>, rest: RestRoute) {
  const { input: schema, output } = verb;
  const procedure = mapped.meta({ rest, input: schema, output }).input(schema);
  return procedure.query(({ ctx, input }) => call(verb, ctx, input));
}

/** A mutation that is one verb. */
export function mutation<Input, Output>(verb: Verb<Input, Output>, rest: RestRoute) {
  const { input: schema, output } = verb;
  const procedure = mapped.meta({ rest, input: schema, output }).input(schema);
  return procedure.mutation(({ ctx, input }) => call(verb, ctx, input));
}
