import type { Grant } from '@weir/access/grant';
import { WeirError } from '@weir/protocol/errors';
import { sendError } from '../call/answer.ts';
import { authenticate } from '../call/authenticate.ts';
import { corsHeaders } from '../call/response-headers.ts';
import { toWeirError } from '../call/to-weir-error.ts';
import { ClientGone, type Exchange } from '../exchange.ts';
import type { Gateway } from '../gateway-deps.ts';
import { explainCall, explainDraft } from './explain.ts';
import { takeFeedback } from './feedback.ts';
import type { FeedbackRate } from './feedback-rate.ts';
import { reasonsNotReady } from './health.ts';
import { type LiveState, serveInternal } from './internal.ts';
import { modelList, oneModel } from './models.ts';
import { dialectAt, isUnsupported } from './paths.ts';

/** What an endpoint needs besides the exchange. `metrics` gives the text of a scrape. */
export type EndpointContext = {
  readonly gateway: Gateway;
  readonly live: LiveState;
  readonly feedbackRate: FeedbackRate;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
};

type Reply = { readonly status: number; readonly contentType: string; readonly body: string };

/** Every vendor's clients ask for models, Google's under its own versions. */
const modelsPath = /^\/v1(?:beta|alpha)?\/models(?:\/(.*))?$/s;
const callPrefix = '/v1/calls/';

function json(value: object, status = 200): Reply {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}

function text(body: string, contentType = 'text/plain; charset=utf-8'): Reply {
  return { status: 200, contentType, body };
}

async function grantOf({ deps }: Gateway, exchange: Exchange): Promise<Grant> {
  return authenticate(deps.access, exchange);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new WeirError('unknown_endpoint', 'The path is not well encoded.', { cause });
  }
}

async function models({ gateway }: EndpointContext, exchange: Exchange): Promise<Reply> {
  const grant = await grantOf(gateway, exchange);
  const dialect = dialectAt(exchange);
  const atMs = gateway.deps.clock.now();
  const parameters = new URLSearchParams(exchange.query);
  const named = modelsPath.exec(exchange.path)?.[1];
  if (named === undefined) return json(modelList(grant, dialect, { parameters, atMs }));
  const id = decoded(named);
  const model = oneModel(grant, dialect, { id, atMs });
  if (model === undefined) throw new WeirError('model_not_found', `This project cannot call a model ${id}.`);
  return json(model);
}

async function receipt({ gateway }: EndpointContext, exchange: Exchange): Promise<Reply> {
  const { principal } = await grantOf(gateway, exchange);
  const { organizationId, projectId } = principal;
  const callId = exchange.path.slice(callPrefix.length);
  const found = await gateway.deps.access.receipt({ organizationId, projectId, callId });
  if (found !== undefined) return json(found);
  const message = 'This project has no call with this id. A call that has just ended may take a second to be recorded.';
  throw new WeirError('call_not_found', message);
}

function ready({ gateway, live }: EndpointContext): Reply {
  const reasons = reasonsNotReady(gateway, live.draining);
  return json({ ready: reasons.length === 0, reasons }, reasons.length === 0 ? 200 : 503);
}

type PostEndpoint = {
  readonly status: number;
  readonly answer: (context: EndpointContext, exchange: Exchange, grant: Grant) => Promise<object>;
};

/** What is asked for with a body and makes no Call, by its path. */
const postEndpoints: Readonly<Record<string, PostEndpoint>> = {
  '/v1/explain': { status: 200, answer: ({ gateway }, exchange, grant) => explainCall(gateway, exchange, grant) },
  '/v1/feedback': { status: 202, answer: takeFeedback },
  '/internal/explain': {
    status: 200,
    answer: ({ gateway }, exchange, grant) => explainDraft(gateway, exchange, grant),
  },
};

async function reply(context: EndpointContext, exchange: Exchange): Promise<Reply> {
  const { path } = exchange;
  if (isUnsupported(path)) {
    throw new WeirError('unsupported_endpoint', `${path} is not served by this gateway.`);
  }
  const post = postEndpoints[path];
  if (post !== undefined) {
    if (exchange.method !== 'POST') {
      throw new WeirError('method_not_allowed', `${path} takes POST, not ${exchange.method}.`);
    }
    const answer = await post.answer(context, exchange, await grantOf(context.gateway, exchange));
    return json(answer, post.status);
  }
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD') {
    throw new WeirError('unknown_endpoint', `There is nothing at ${exchange.method} ${path}.`);
  }
  if (path === '/healthz') return text('ok\n');
  if (path === '/readyz') return ready(context);
  if (path === '/metrics') {
    const scrape = await context.metrics();
    return text(scrape.text, scrape.contentType);
  }
  if (modelsPath.test(path)) return models(context, exchange);
  if (path.startsWith(callPrefix)) return receipt(context, exchange);
  if (path.startsWith('/internal/')) return json(await serveInternal(context.gateway, exchange, context.live));
  throw new WeirError('unknown_endpoint', `There is nothing at ${path}.`);
}

/** Answers everything that is not a Call. Never rejects. */
export async function serveEndpoint(context: EndpointContext, exchange: Exchange): Promise<void> {
  const { deps } = context.gateway;
  const callId = deps.newCallId(deps.clock.now());
  const headers = [...corsHeaders(deps.settings.corsOrigins, exchange), 'x-weir-call-id', callId];
  try {
    const { status, contentType, body } = await reply(context, exchange);
    headers.push('content-type', contentType);
    exchange.send(status, headers, body);
  } catch (thrown) {
    if (thrown instanceof ClientGone) return exchange.cut();
    sendError(exchange, toWeirError(deps.log, callId, thrown), { dialect: dialectAt(exchange), callId, headers });
  }
}
