import { callTRPCProcedure, TRPCError } from '@trpc/server';
import { uuidv7 } from '@weir/runtime/uuid';
import { authenticate } from '@weir/services/management-tokens/authenticate';
import { invalidInput } from '@weir/services/parse-input';
import { ServiceError } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import { z } from 'zod';
import { refusalStatuses } from '../server/refusal-status.ts';
import { appRouter } from '../trpc/app-router.ts';
import type { Context } from '../trpc/trpc.ts';
import { endpointsOf } from './endpoints.ts';
import { type Match, matchEndpoint } from './match.ts';
import { type Problem, ProblemError, problem, problemBody } from './problem.ts';
import { readBody } from './read-body.ts';
import { readPathFields, readQuery } from './read-query.ts';

const prefix = '/api/v1';
const endpoints = endpointsOf(appRouter);

function matchOf(request: Request, url: URL): Match {
  const result = matchEndpoint(endpoints, request.method, url.pathname.slice(prefix.length));
  if (result.kind === 'match') return result.match;
  if (result.kind === 'none')
    throw new ProblemError(problem(404, 'There is nothing at this path; see /api/v1/openapi.json.'));
  const allowed = result.allowed.join(', ');
  throw new ProblemError(problem(405, `This path takes ${allowed}.`), { allow: allowed });
}

/** Management tokens are not throttled by address, so where they come from is not looked at. */
function callerOf(request: Request): Context['caller'] {
  return { address: 'unknown', userAgent: request.headers.get('user-agent') ?? '' };
}

async function contextOf(services: Services, request: Request): Promise<Context> {
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
  const given = scheme?.toLowerCase() === 'bearer' && token !== undefined ? token : undefined;
  const actor = given === undefined ? undefined : await authenticate(services, given);
  if (actor !== undefined) return { services, actor, caller: callerOf(request) };
  const detail =
    given === undefined
      ? 'Send a management token: Authorization: Bearer weir_mt_...'
      : 'The management token is unknown, expired or revoked.';
  throw new ProblemError(problem(401, detail), { 'www-authenticate': 'Bearer' });
}

async function inputOf(request: Request, url: URL, { endpoint, pathFields }: Match): Promise<Record<string, unknown>> {
  const takesBody = request.method !== 'GET' && request.method !== 'DELETE';
  const given = takesBody ? await readBody(request) : readQuery(url, endpoint.input);
  const clash = Object.keys(pathFields).find((name) => Object.hasOwn(given, name));
  if (clash !== undefined) throw new ProblemError(problem(400, `${clash}: stands in the path already.`, clash));
  return { ...given, ...readPathFields(pathFields, endpoint.input) };
}

async function answer(services: Services, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const match = matchOf(request, url);
  const ctx = await contextOf(services, request);
  const input = await inputOf(request, url, match);
  const { procedure, type, rest } = match.endpoint;
  const getRawInput = async () => input;
  const call = { router: appRouter, path: procedure, type, ctx, getRawInput, signal: request.signal, batchIndex: 0 };
  const data: unknown = await callTRPCProcedure(call);
  const status = rest.status ?? 200;
  return status === 204 ? new Response(null, { status }) : Response.json(data, { status });
}

/** An id in the path that cannot be one is a thing that is not there. */
function isPathIdFault(refusal: ServiceError, request: Request): boolean {
  if (refusal.code !== 'invalid' || refusal.field === undefined) return false;
  const result = matchEndpoint(endpoints, request.method, new URL(request.url).pathname.slice(prefix.length));
  return result.kind === 'match' && Object.hasOwn(result.match.pathFields, refusal.field);
}

function refusalOf(error: unknown): ServiceError | undefined {
  if (error instanceof ServiceError) return error;
  if (!(error instanceof TRPCError)) return undefined;
  if (error.cause instanceof ServiceError) return error.cause;
  if (error.code === 'BAD_REQUEST' && error.cause instanceof z.core.$ZodError) return invalidInput(error.cause);
  return undefined;
}

function problemOf(error: unknown, request: Request): Problem {
  if (error instanceof ProblemError) return error.problem;
  const refusal = refusalOf(error);
  if (refusal === undefined) return problem(500, 'Something went wrong here; the log has it under this request id.');
  if (isPathIdFault(refusal, request)) return problem(404, 'There is no such thing.');
  return problem(refusalStatuses[refusal.code], refusal.message, refusal.field);
}

/** Answers one request of the management REST. Never throws. */
export async function handleRest(services: Services, request: Request): Promise<Response> {
  const requestId = uuidv7();
  const response = await answer(services, request).catch((error: unknown) => {
    const fault = problemOf(error, request);
    if (fault.status >= 500) services.log.error({ err: error, requestId }, 'management request failed');
    const headers = {
      'content-type': 'application/problem+json',
      ...(error instanceof ProblemError ? error.headers : {}),
    };
    return new Response(JSON.stringify(problemBody(fault, requestId)), { status: fault.status, headers });
  });
  response.headers.set('x-request-id', requestId);
  response.headers.set('cache-control', 'no-store');
  return response;
}
