import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { modelOf, slots } from './installation.ts';

/** What a client saw of one call that reached the gateway. */
export type ClientCall = {
  readonly slot: number;
  readonly callId: string | undefined;
  readonly status: number;
  /** The answer arrived to its last byte. */
  readonly whole: boolean;
};

export type Load = {
  inFlight(): number;
  /** Answers and cut answers so far. */
  readonly calls: readonly ClientCall[];
  /** Answers that arrived whole. */
  answered(): number;
  /** Lets every client finish the call it has open. */
  stop(): Promise<void>;
};

export type LoadOptions = {
  readonly gatewayUrl: string;
  readonly gatewayKey: string;
  /** Milliseconds that the upstream takes before it answers. */
  readonly latencyMs: number;
};

const agent = new Agent({ connections: slots, headersTimeout: 20_000, bodyTimeout: 20_000 });

function bodyOf(slot: number, turn: number, latencyMs: number): string {
  const streaming = turn % 3 === 0;
  const pace = streaming
    ? `latency=${Math.round(latencyMs / 2)} chunks=6 delay=${Math.round(latencyMs / 12)}`
    : `latency=${latencyMs}`;
  const content = `[[sim tag=${slot}x${turn} ${pace}]]`;
  const messages = [{ role: 'user', content }];
  return JSON.stringify({
    model: `openai-compatible/${modelOf(slot)}`,
    messages,
    ...(streaming ? { stream: true } : {}),
  });
}

function isWhole(text: string): boolean {
  return text.startsWith('{') || text.trimEnd().endsWith('data: [DONE]');
}

async function callOnce(options: LoadOptions, slot: number, turn: number): Promise<ClientCall | 'refused'> {
  const headers = { authorization: `Bearer ${options.gatewayKey}`, 'content-type': 'application/json' };
  const body = bodyOf(slot, turn, options.latencyMs);
  let head: { callId: string | undefined; status: number } | undefined;
  try {
    const response = await request(`${options.gatewayUrl}/v1/chat/completions`, {
      method: 'POST',
      headers,
      body,
      dispatcher: agent,
    });
    const callId = response.headers['x-weir-call-id'];
    head = { callId: typeof callId === 'string' ? callId : undefined, status: response.statusCode };
    return { slot, ...head, whole: isWhole(await response.body.text()) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ECONNREFUSED') return 'refused';
    return { slot, callId: head?.callId, status: head?.status ?? 0, whole: false };
  }
}

/** Runs every slot's client, one call after the other, until stopped. */
export function startLoad(options: LoadOptions): Load {
  const calls: ClientCall[] = [];
  let inFlight = 0;
  let answered = 0;
  let stopping = false;
  const client = async (slot: number) => {
    for (let turn = 0; !stopping; turn += 1) {
      inFlight += 1;
      const seen = await callOnce(options, slot, turn);
      inFlight -= 1;
      if (seen !== 'refused') calls.push(seen);
      if (seen !== 'refused' && seen.whole) answered += 1;
      if (seen === 'refused' || !seen.whole) await sleep(20);
    }
  };
  const clients = Promise.all(Array.from({ length: slots }, (_, slot) => client(slot)));
  return {
    inFlight: () => inFlight,
    calls,
    answered: () => answered,
    async stop() {
      stopping = true;
      await clients;
    },
  };
}
