import { setTimeout as sleep } from 'node:timers/promises';
import { dialectOf } from '@weir/protocol/operation';
import { sendError } from './call/answer.ts';
import { receive } from './call/receive.ts';
import { callHeaders } from './call/response-headers.ts';
import { serveCall } from './call/serve-call.ts';
import { createFeedbackRate } from './endpoints/feedback-rate.ts';
import type { LiveState } from './endpoints/internal.ts';
import { type CallPath, callAt } from './endpoints/paths.ts';
import { servePreflight } from './endpoints/preflight.ts';
import { refusal } from './endpoints/refusal.ts';
import { type EndpointContext, serveEndpoint } from './endpoints/serve-endpoint.ts';
import type { Exchange } from './exchange.ts';
import type { Gateway, GatewayDeps } from './gateway-deps.ts';
import { createGatewayMetrics } from './metrics/gateway-metrics.ts';
import { createTraffic } from './metrics/traffic.ts';
import { createGatewayServer } from './server.ts';

/** A gateway as a value: it listens when told to, and owns none of its dependencies. */
export type RunningGateway = {
  /** Gives the port, a free one for port 0. */
  listen(port: number, host: string): Promise<number>;
  /** Refuses new calls and waits for the open ones, at most `limitMs`. True when all were finished. */
  drain(limitMs: number): Promise<boolean>;
  /** Stops listening and cuts what is still open. */
  close(): Promise<void>;
};

const drainPollMs = 20;

function takeCall(context: EndpointContext, path: CallPath, exchange: Exchange): void {
  const { gateway, live } = context;
  const call = receive(gateway.deps, path, exchange);
  const refused = refusal(live, gateway.deps.settings.openCallsMax);
  if (refused === undefined) {
    void serveCall(gateway, call);
    return;
  }
  const headers = callHeaders(gateway.deps, call);
  sendError(exchange, refused, { dialect: dialectOf(call.operation), callId: call.callId, headers });
}

/** The gateway over its dependencies. Nothing listens yet. */
export function createGateway(deps: GatewayDeps): RunningGateway {
  const gateway: Gateway = { deps, traffic: createTraffic() };
  let draining = false;
  const live: LiveState = {
    get draining() {
      return draining;
    },
    get open() {
      return server.open();
    },
  };
  const metrics = createGatewayMetrics(gateway, live);
  const context: EndpointContext = { gateway, live, metrics: metrics.scrape, feedbackRate: createFeedbackRate() };
  const server = createGatewayServer((exchange) => {
    const path = callAt(exchange.path);
    if (exchange.method === 'OPTIONS') servePreflight(deps.settings.corsOrigins, exchange);
    else if (path !== undefined) takeCall(context, path, exchange);
    else void serveEndpoint(context, exchange);
  });
  return {
    listen: (port, host) => server.listen(port, host),
    async drain(limitMs) {
      draining = true;
      server.stopKeepingAlive();
      const until = deps.clock.monotonic() + limitMs;
      while (server.open() > 0 && deps.clock.monotonic() < until) await sleep(drainPollMs);
      return server.open() === 0;
    },
    async close() {
      metrics.close();
      await server.close();
    },
  };
}
