import { initTRPC, TRPCError } from '@trpc/server';
import type { Actor, Caller, Person } from '@weir/services/actor';
import { invalidInput, refuseNested } from '@weir/services/parse-input';
import { notFound, ServiceError, type ServiceErrorCode } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import type { Access, PersonVerb, PublicVerb, Verb } from '@weir/services/verb';
import { z } from 'zod';
import { signedOut } from '../server/signed-out.ts';
import { parsedInput } from './cast.ts';

/**
 * What a procedure works with: the open services and who calls. `person` is there when somebody is signed in, `actor`
 * when an organization was named of which that person is a member, or a management token was given.
 */
export type Context = {
  readonly services: Services;
  readonly caller: Caller;
  readonly person?: Person | undefined;
  readonly actor?: Actor | undefined;
};

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

/** What every procedure says of itself: the REST transport, the OpenAPI document and the walk of all access read it. */
export type ProcedureMeta = {
  readonly access: Access;
  /** Absent for what only the dashboard calls. */
  readonly rest?: RestRoute;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
};

const trpcCodes = {
  invalid: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  throttled: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ServiceErrorCode, TRPCError['code']>;

/** What a refusal tells the dashboard besides its words. */
type Refusal = { readonly field?: string; readonly retryAfterSeconds?: number };

function refusalOf(error: TRPCError): Refusal {
  const { cause } = error;
  const refusal = cause instanceof z.core.$ZodError ? invalidInput(cause) : cause;
  if (!(refusal instanceof ServiceError)) return {};
  const { field, retryAfterSeconds } = refusal;
  return {
    ...(field === undefined ? {} : { field }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

/** The words for people: of a refusal its own, of a fault of ours nothing that tells what is inside. */
function wordsOf(error: TRPCError): string {
  if (error.cause instanceof z.core.$ZodError) return invalidInput(error.cause).message;
  return error.code === 'INTERNAL_SERVER_ERROR'
    ? 'Something went wrong here. Try again; the log has it.'
    : error.message;
}

const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    errorFormatter({ shape, error }) {
      const { code, httpStatus, path } = shape.data;
      return { ...shape, message: wordsOf(error), data: { code, httpStatus, path, ...refusalOf(error) } };
    },
  });

/** A refusal as tRPC has it; any other error as it is. */
export function toTrpcError(error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  return new TRPCError({ code: trpcCodes[error.code], message: error.message, cause: error });
}

const mapped = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok || !(result.error.cause instanceof ServiceError)) return result;
  throw toTrpcError(result.error.cause);
});

/** TanStack Query says in which direction it reads a list on, which no verb asks for: all of ours go one way. */
const undirected = t.procedure.use(async ({ ctx, next, getRawInput }) => {
  if (ctx.person === undefined) return next();
  return next({
    async getRawInput() {
      const given = await getRawInput();
      if (typeof given !== 'object' || given === null || !('direction' in given)) return given;
      const { direction: _, ...input } = given;
      return input;
    },
  });
});

export const router = t.router;

type AnyVerb<Input, Output> = Verb<Input, Output> | PersonVerb<Input, Output> | PublicVerb<Input, Output>;

/** The person that a verb needs, and the member. Throws for who is not: before anything of the input is looked at. */
function personOf({ person }: Context): Person {
  if (person === undefined) throw signedOut();
  return person;
}

function actorOf(ctx: Context): Actor {
  if (ctx.actor !== undefined) return ctx.actor;
  personOf(ctx);
  throw notFound('organization');
}

function admit<Input, Output>(verb: AnyVerb<Input, Output>, ctx: Context): void {
  switch (verb.kind) {
    case 'public':
      verb.admit(ctx.caller);
      return;
    case 'person':
      verb.admit(personOf(ctx));
      return;
    case 'member':
      verb.admit(actorOf(ctx));
  }
}

async function run<Input, Output>(verb: AnyVerb<Input, Output>, ctx: Context, input: Input): Promise<Output> {
  const { services, caller } = ctx;
  switch (verb.kind) {
    case 'public':
      return verb(services, caller, input);
    case 'person':
      return verb(services, personOf(ctx), input);
    case 'member':
      return verb(services, actorOf(ctx), input);
  }
}

async function call<Input, Output>(verb: AnyVerb<Input, Output>, ctx: Context, input: unknown): Promise<Output> {
  // Strict on the way out as well: a field that no view names never leaves.
  return verb.output.parse(await run(verb, ctx, parsedInput<Input>(input)));
}

/** Whoever may not is told so whatever the input is: its faults are for those who may. */
function admitted<Input, Output>(verb: AnyVerb<Input, Output>) {
  return mapped.use(async ({ ctx, next, getRawInput }) => {
    admit(verb, ctx);
    const given = await getRawInput();
    // Before the schema: those of nested things walk as deep as the input goes.
    if (typeof given === 'object' && given !== null) refuseNested(given);
    return next();
  });
}

function metaOf<Input, Output>(verb: AnyVerb<Input, Output>, rest: RestRoute | undefined): ProcedureMeta {
  const { access, input, output } = verb;
  return { access, input, output, ...(rest === undefined ? {} : { rest }) };
}

/** A query that is one verb, with its place in the REST where it has one. */
export function query<Input, Output>(verb: AnyVerb<Input, Output>, rest?: RestRoute) {
  const procedure = admitted(verb).concat(undirected).meta(metaOf(verb, rest)).input(verb.input);
  return procedure.query(({ ctx, input }) => call(verb, ctx, input));
}

/** A mutation that is one verb, with its place in the REST where it has one. */
export function mutation<Input, Output>(verb: AnyVerb<Input, Output>, rest?: RestRoute) {
  const procedure = admitted(verb).meta(metaOf(verb, rest)).input(verb.input);
  return procedure.mutation(({ ctx, input }) => call(verb, ctx, input));
}
