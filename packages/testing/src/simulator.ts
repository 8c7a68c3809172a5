import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { createFaults, type Switch } from './simulator/faults.ts';
import { createLedger, type LedgerEntry } from './simulator/ledger.ts';
import type { ReplayRecord } from './simulator/replay.ts';
import { createSeen, type SeenRequest } from './simulator/seen.ts';
import { readBody, type SimulatorState, sendJson, serve } from './simulator/serve.ts';

export type SimulatorOptions = {
  /** A free one where absent. */
  readonly port?: number;
  /** Decides usage, text and invented cuts together with each request's body. */
  readonly seed?: number;
  /** Each opened and each ended ledger entry is appended here as a line of JSON. */
  readonly ledgerPath?: string;
  /** What can be replayed. */
  readonly records?: readonly ReplayRecord[];
};

export type Simulator = {
  /** Base URL without a path; OpenAI's paths and Anthropic's are under `/v1`. */
  readonly url: string;
  ledger(): readonly LedgerEntry[];
  /** Every request in the order of arrival. */
  seen(): readonly SeenRequest[];
  /** Switches a fault on for a model or a key, or off. */
  setFault(change: Switch): void;
  /** Forgets all faults that were switched on, how often each has hit, and what was seen. */
  reset(): void;
  /** The next request, whatever it asks for, is answered with this recording. */
  replayNext(recordId: string): void;
  close(): Promise<void>;
};

type Control = (state: SimulatorState, request: IncomingMessage, response: ServerResponse) => unknown;

const models = ['sim-chat', 'sim-chat-large', 'sim-embedding'];

async function queueRecords(state: SimulatorState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { ids } = z.object({ ids: z.array(z.string()) }).parse(JSON.parse((await readBody(request)).toString('utf8')));
  state.queue.push(...ids);
  sendJson(response, 200, { queued: state.queue.length });
}

const faultSwitch = z.strictObject({
  model: z.string().optional(),
  key: z.string().optional(),
  fault: z.string().nullable(),
  untilMs: z.number().optional(),
});

async function switchFault(state: SimulatorState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    state.faults.set(faultSwitch.parse(JSON.parse((await readBody(request)).toString('utf8'))));
    sendJson(response, 200, {});
  } catch (error) {
    sendJson(response, 400, { error: { message: String(error), type: 'simulator' } });
  }
}

function reset({ faults, seen }: SimulatorState): void {
  faults.clear();
  seen.clear();
}

function clearFaults(state: SimulatorState, _request: IncomingMessage, response: ServerResponse): void {
  reset(state);
  sendJson(response, 200, {});
}

function clearLedger(state: SimulatorState, _request: IncomingMessage, response: ServerResponse): void {
  state.ledger.clear();
  sendJson(response, 200, {});
}

const controls: Readonly<Record<string, Control>> = {
  'GET /__health': (_state, _request, response) => sendJson(response, 200, { ok: true }),
  'GET /__ledger': (state, _request, response) => sendJson(response, 200, { data: state.ledger.entries() }),
  'DELETE /__ledger': clearLedger,
  'POST /__next': queueRecords,
  'POST /__faults': switchFault,
  'DELETE /__faults': clearFaults,
  'GET /__seen': (state, _request, response) => sendJson(response, 200, { data: state.seen.all() }),
};

function listModels(response: ServerResponse): void {
  const data = models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'simulator' }));
  sendJson(response, 200, { object: 'list', data });
}

async function handle(state: SimulatorState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const control = controls[`${request.method} ${request.url}`];
  if (control !== undefined) await control(state, request, response);
  else if (request.method === 'GET' && /\/models$/.test(request.url ?? '')) listModels(response);
  else await serve(state, request, response);
}

/**
 * The vendors' stand-in: an HTTP server that speaks OpenAI (chat, responses, embeddings, models), Anthropic
 * (messages, count_tokens) and Gemini (generateContent, countTokens, embedContent), keeps its own ledger of what it served, misbehaves on request (see behaviour.ts) and
 * replays recordings.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const seed = options.seed ?? 1;
  let requests = 0;
  const state: SimulatorState = {
    ledger: createLedger(options.ledgerPath),
    faults: createFaults(Date.now),
    seen: createSeen(),
    seed,
    records: new Map((options.records ?? []).map((record) => [record.id, record])),
    queue: [],
    nextId: () => {
      requests += 1;
      return `sim${seed}x${requests}`;
    },
  };
  const server = createServer({ noDelay: true, keepAliveTimeout: 120_000 }, (request, response) => {
    handle(state, request, response).catch((error: unknown) => response.destroy(new Error(String(error))));
  });
  server.requestTimeout = 0;
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    ledger: state.ledger.entries,
    seen: state.seen.all,
    setFault: state.faults.set,
    reset: () => reset(state),
    replayNext: (recordId) => void state.queue.push(recordId),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      state.ledger.close();
    },
  };
}
