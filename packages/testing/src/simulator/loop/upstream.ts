import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type JsonObject, parseObject } from '@weir/protocol/json-read';
import { dialectOf, type Operation } from '@weir/protocol/operation';
import type { SimulatedUsage } from '../behaviour.ts';
import { type Asked, operationOf } from '../operation-of.ts';
import { readBody, sendJson } from '../serve.ts';
import { vendorError } from '../vendor-error.ts';
import { readChat } from './read-chat.ts';
import { readGenerate } from './read-generate.ts';
import { readMessages } from './read-messages.ts';
import { readResponses } from './read-responses.ts';
import { type Reading, VendorRefusal } from './reading.ts';
import { belongs, type LoopScript, nextTurn } from './script.ts';
import { Seals } from './seals.ts';
import { chatDocument, chatFrames } from './write-chat.ts';
import { generateDocument, generateFrames } from './write-generate.ts';
import { messagesDocument, messagesFrames } from './write-messages.ts';
import { responsesDocument, responsesFrames } from './write-responses.ts';
import type { Writing } from './writing.ts';

/** One request as it came, and what became of it. */
export type Received = {
  readonly operation: Operation;
  readonly headers: IncomingMessage['headers'];
  readonly body: JsonObject;
  /** Part of the scripted loop rather than one that an agent sends beside it. */
  readonly scripted: boolean;
  /** Absent where it was refused. */
  readonly reading?: Reading;
  readonly usage?: SimulatedUsage;
  /** Why it was refused. */
  readonly refusal?: string;
};

/** An upstream that leads an agent through a script, in whichever vendor's language it is asked. */
export type LoopUpstream = {
  /** Base URL; every vendor's paths are under any path below it. */
  readonly url: string;
  /** Begins a script, and forgets what was received before. */
  play(script: LoopScript): void;
  received(): readonly Received[];
  close(): Promise<void>;
};

type Language = {
  readonly read: (body: JsonObject, seals: Seals, asked: Asked) => Reading;
  readonly whole: (writing: Writing) => unknown;
  readonly frames: (writing: Writing) => readonly Buffer[];
};

const languages: Readonly<Partial<Record<Operation, Language>>> = {
  chat: { read: readChat, whole: chatDocument, frames: chatFrames },
  responses: { read: readResponses, whole: responsesDocument, frames: responsesFrames },
  messages: { read: readMessages, whole: messagesDocument, frames: messagesFrames },
  generate_content: {
    read: (body, seals, { model = '', streaming = false }) => readGenerate(body, seals, { model, streaming }),
    whole: generateDocument,
    frames: generateFrames,
  },
};

type State = { readonly seals: Map<Operation, Seals>; script: LoopScript; received: Received[]; requests: number };

/** No vendor can read the seals of another. */
function sealsOf({ seals }: State, operation: Operation): Seals {
  const own = seals.get(operation) ?? new Seals(operation);
  seals.set(operation, own);
  return own;
}

/** Every turn uses other numbers, all buckets among them. */
function usageOf(state: State, thinks: boolean): SimulatedUsage {
  const step = state.requests;
  const cached = { cacheRead: 300 + step, cacheWrite5m: 0, cacheWrite1h: 0 };
  return { input: 1_000 + step, ...cached, output: 40 + step, reasoning: thinks ? 12 : 0 };
}

function write(response: ServerResponse, language: Language, writing: Writing): void {
  if (!writing.reading.streaming) {
    sendJson(response, 200, language.whole(writing));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  for (const bytes of language.frames(writing)) response.write(bytes);
  response.end();
}

type Take = { readonly language: Language; readonly asked: Asked; readonly body: JsonObject };

function answer(state: State, { language, asked, body }: Take): { writing: Writing; scripted: boolean } {
  const seals = sealsOf(state, asked.operation);
  const reading = language.read(body, seals, asked);
  const id = `loop${state.requests}`;
  const turn = nextTurn(state.script, reading, (index) => `${id}n${index}`);
  const issued = turn.thinks === undefined ? undefined : seals.issue(turn.thinks);
  const seal = reading.sealed && issued !== undefined ? { seal: issued } : {};
  const usage = usageOf(state, turn.thinks !== undefined);
  const writing = { id, createdS: Math.floor(Date.now() / 1000), reading, turn: { ...turn, ...seal }, usage };
  return { writing, scripted: belongs(state.script, reading) };
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = operationOf((request.url ?? '').split('?')[0] ?? '');
  const language = asked && languages[asked.operation];
  const body = parseObject((await readBody(request)).toString('utf8')) ?? {};
  if (asked === undefined || language === undefined) {
    return sendJson(response, 404, vendorError({ dialect: 'openai', status: 404, requestId: 'req_none' }));
  }
  state.requests += 1;
  const { headers } = request;
  const { operation } = asked;
  try {
    const { writing, scripted } = answer(state, { language, asked, body });
    const { reading, usage } = writing;
    state.received.push({ operation, headers, body, scripted, reading, usage });
    write(response, language, writing);
  } catch (error) {
    if (!(error instanceof VendorRefusal)) throw error;
    const refusal = error.message;
    state.received.push({ operation, headers, body, scripted: true, refusal });
    const requestId = `req_${state.requests}`;
    const said = vendorError({ dialect: dialectOf(operation), status: 400, requestId, message: refusal });
    sendJson(response, 400, said);
  }
}

/** Starts an upstream for agents' loops; until `play` it answers every request with a word. */
export async function startLoopUpstream(): Promise<LoopUpstream> {
  const state: State = { seals: new Map(), script: [], received: [], requests: 0 };
  const server = createServer((request, response) => {
    handle(state, request, response).catch((error: unknown) => response.destroy(new Error(String(error))));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    play(script) {
      state.script = script;
      state.received = [];
    },
    received: () => state.received,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
