import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './faults.ts';
import type { Ledger } from './ledger.ts';
import { type Asked, operationOf } from './operation-of.ts';
import { play } from './play.ts';
import { type ReplayRecord, replayScript, withUsageChunk } from './replay.ts';
import { readRequest } from './request.ts';
import type { Script } from './script.ts';
import { keyOf, preciseNow, type Seen } from './seen.ts';
import { toScript } from './to-script.ts';
import { vendorError } from './vendor-error.ts';

/** What the handlers share: the book, the seed, the recordings and the id source. */
export type SimulatorState = {
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly seen: Seen;
  readonly seed: number;
  readonly records: ReadonlyMap<string, ReplayRecord>;
  /** Ids of recordings that answer the next requests, whatever these ask for. */
  readonly queue: string[];
  readonly nextId: () => string;
};

type Decided = { readonly model: string; readonly streaming: boolean; readonly script: Script; readonly tag?: string };

/** Sends JSON and ends. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
}

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const recordModel = /"model"\s*:\s*"record-([0-9a-f]+)"/;

/** A queued id may ask for the usage chunk that its request did not: `<id>+usage`. */
function recordFor(state: SimulatorState, raw: string): ReplayRecord | undefined {
  const [id, addition] = (state.queue.shift() ?? recordModel.exec(raw)?.[1] ?? '').split('+');
  const record = state.records.get(id ?? '');
  return record === undefined || addition === undefined ? record : (withUsageChunk(record) ?? record);
}

type Arrived = { readonly asked: Asked; readonly raw: string; readonly id: string; readonly key: string | undefined };

function decide(state: SimulatorState, call: Arrived): Decided {
  const record = recordFor(state, call.raw);
  if (record !== undefined) {
    return { model: `record-${record.id}`, streaming: false, script: replayScript(record), tag: record.id };
  }
  const { operation, model, streaming } = call.asked;
  const { id, key } = call;
  const request = readRequest(call.raw, {
    id,
    seed: state.seed,
    nowMs: Date.now(),
    model,
    streaming,
    hit: (target) => state.faults.hit({ ...target, key }),
  });
  const { tag } = request.behaviour;
  const script = toScript(operation, request);
  return { model: request.model, streaming: request.streaming, script, ...(tag === undefined ? {} : { tag }) };
}

/** Under these names vendors give the id of a request. */
const requestIdHeaders = ['x-request-id', 'request-id', 'mistral-correlation-id'];

function withRequestId(script: Script, id: string): Script {
  const named = Object.keys(script.headers).some((name) => requestIdHeaders.includes(name));
  const ids = named ? {} : Object.fromEntries(requestIdHeaders.map((name) => [name, `req_${id}`]));
  return { ...script, headers: { ...ids, ...script.headers } };
}

/** Answers one request of an operation and enters it into the ledger. */
export async function serve(state: SimulatorState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const asked = operationOf(path);
  const arrivedAtMs = preciseNow();
  const body = await readBody(request);
  const id = state.nextId();
  if (asked === undefined) {
    return sendJson(response, 404, vendorError({ dialect: 'openai', status: 404, requestId: `req_${id}` }));
  }
  try {
    const key = keyOf(request);
    const raw = body.toString('utf8');
    const { script, usage, ...decided } = named(decide(state, { asked, raw, id, key }), id);
    state.seen.add({ id, arrivedAtMs, path, model: decided.model, key, body: raw }, response);
    state.ledger.open({
      id,
      receivedAtMs: Date.now(),
      path,
      status: script.status,
      requestSha256: createHash('sha256').update(body).digest('hex'),
      ...decided,
      usageSent: false,
      ...(usage === undefined ? {} : { usage }),
    });
    await play(response, script, { id, ledger: state.ledger });
  } catch (error) {
    if (!response.headersSent) sendJson(response, 400, { error: { message: String(error), type: 'simulator' } });
  }
}

function named(decided: Decided, id: string) {
  const { script } = decided;
  return { ...decided, script: withRequestId(script, id), usage: script.usage };
}
