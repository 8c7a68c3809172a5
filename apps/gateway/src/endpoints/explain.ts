import type { Grant } from '@weir/access/grant';
import { WeirError } from '@weir/protocol/errors';
import { asObject, type JsonObject, textAt } from '@weir/protocol/json-read';
import { operations } from '@weir/protocol/operation';
import { parseJson, readRequest } from '@weir/protocol/parse-request';
import type { Step } from '@weir/routing/decision';
import type { ExplainAnswer, ExplainedStep } from '@weir/routing/explain-answer';
import { type RoutePlan, routePlan } from '@weir/routing/route-plan';
import type { Explanation } from '@weir/routing/target';
import { z } from 'zod';
import { type RequestHeaders, readRequestHeaders } from '../call/request-headers.ts';
import { seedOf } from '../call/seed-of.ts';
import type { Exchange } from '../exchange.ts';
import type { Gateway } from '../gateway-deps.ts';
import { findWay } from '../way/find-way.ts';
import { RouteRefused } from '../way/route-refused.ts';
import { type CallPath, callAt, dialectAt } from './paths.ts';

/** A request that is asked about. */
type Asked = {
  readonly path: CallPath;
  readonly body: Buffer;
  readonly headers: RequestHeaders;
  readonly draft?: RoutePlan | undefined;
};

function explainedStep(step: Step): ExplainedStep {
  if (step.kind === 'single') return { kind: 'single', targets: [step.candidate.id] };
  return { kind: 'race', targets: step.legs.map(({ id }) => id), hedgeAfterMs: step.hedgeAfterMs };
}

/** Without the hashes of the prompt's words, which are kept to be learnt from and shown nowhere. */
function shown(explanation: Explanation): Explanation {
  const { inputs } = explanation;
  if (inputs?.features === undefined) return explanation;
  const { features: _features, ...rest } = inputs;
  return { ...explanation, inputs: rest };
}

/** Where the call would go now. Throws WeirError for a request that no plan is made for. */
async function explain({ deps }: Gateway, grant: Grant, { path, body, headers, draft }: Asked): Promise<ExplainAnswer> {
  const atMs = deps.clock.now();
  const seed = seedOf(deps.newCallId(atMs));
  const read = readRequest(path.operation, body, path.facts);
  try {
    const { steps, explanation } = await findWay(deps, { grant, ...read, asked: headers, atMs, seed, draft });
    return { outcome: 'plan', steps: steps.map(explainedStep), explanation: shown(explanation) };
  } catch (thrown) {
    if (!(thrown instanceof RouteRefused)) throw thrown;
    const { code, message, explanation } = thrown;
    return { outcome: 'refusal', steps: [], explanation, refusal: { code, message } };
  }
}

/** Gemini's requests name their model in the path; where they are asked about alone, in the body. */
function geminiPath(document: JsonObject): CallPath {
  const model = textAt(document, 'model')?.replace(/^models\//, '') ?? '';
  return { operation: 'generate_content', facts: { model, streaming: false } };
}

/** The endpoint that a body was made for: by `endpoint` of the query, else by its own form and the caller's headers. */
function pathOf(exchange: Exchange, document: JsonObject): CallPath {
  const named = new URLSearchParams(exchange.query).get('endpoint');
  if (named !== null) {
    const path = callAt(named);
    if (path !== undefined) return path;
    throw new WeirError('invalid_request', `endpoint names no endpoint that makes a call: ${named}.`, {
      field: 'endpoint',
    });
  }
  if ('contents' in document) return geminiPath(document);
  if ('messages' in document) return { operation: dialectAt(exchange) === 'anthropic' ? 'messages' : 'chat' };
  if ('input' in document) return { operation: 'responses' };
  if ('prompt' in document) return { operation: 'completions' };
  const message = 'The body is no request that is known. Name its endpoint, as in /v1/explain?endpoint=/v1/messages.';
  throw new WeirError('invalid_request', message);
}

function objectIn(body: Buffer): JsonObject {
  const document = asObject(parseJson(body));
  if (document !== undefined) return document;
  throw new WeirError('invalid_request', 'The request body must be a JSON object.');
}

/** `POST /v1/explain`: the body of any call; where it would go and why, without calling anyone. */
export async function explainCall(gateway: Gateway, exchange: Exchange, grant: Grant): Promise<ExplainAnswer> {
  const headers = readRequestHeaders(exchange);
  const body = await exchange.readBody(gateway.deps.settings.bodyBytesMax);
  return explain(gateway, grant, { path: pathOf(exchange, objectIn(body)), body, headers });
}

const dryRun = z.strictObject({
  operation: z.enum(operations),
  body: z.record(z.string(), z.unknown()),
  /** A plan that is not published. */
  plan: routePlan.optional(),
  routeName: z.string().optional(),
});

const nothingAsked: RequestHeaders = readRequestHeaders({ header: () => undefined });

/** `POST /internal/explain`: the same for the dashboard, under a draft or a route's name. */
export async function explainDraft(gateway: Gateway, exchange: Exchange, grant: Grant): Promise<ExplainAnswer> {
  if (grant.explainsOnly !== true) throw new WeirError('invalid_key', 'This endpoint takes internal tokens only.');
  const sent = dryRun.safeParse(parseJson(await exchange.readBody(gateway.deps.settings.bodyBytesMax)));
  if (!sent.success) {
    const [issue] = sent.error.issues;
    const field = issue?.path.join('.') ?? '';
    throw new WeirError('invalid_request', `${field}: ${issue?.message ?? 'is not valid'}`, { field });
  }
  const { operation, body: asked, plan, routeName } = sent.data;
  const model = routeName ?? textAt(asked, 'model') ?? 'draft';
  const body = { ...asked, model };
  const path = operation === 'generate_content' ? geminiPath(body) : { operation };
  const headers = plan === undefined && routeName !== undefined ? { ...nothingAsked, route: routeName } : nothingAsked;
  return explain(gateway, grant, { path, body: Buffer.from(JSON.stringify(body)), headers, draft: plan });
}
