import { dialectOf, type Operation } from '@weir/protocol/operation';
import { countTokensBody, messagesBody, messagesStream } from './anthropic-messages.ts';
import type { Behaviour, SimulatedUsage } from './behaviour.ts';
import { geminiCountBody, geminiEmbedBody, generateBody, generateStream } from './gemini-generate.ts';
import { chatBody, chatStream } from './openai-chat.ts';
import { embeddingsBody } from './openai-embeddings.ts';
import { responsesBody, responsesStream } from './openai-responses.ts';
import { refusalOf } from './refusal.ts';
import type { SimulatedRequest } from './request.ts';
import type { Answer, Ending, Script, Step } from './script.ts';
import { vendorError } from './vendor-error.ts';

type Speaks = {
  readonly whole: (request: SimulatedRequest) => unknown;
  readonly streamed?: (request: SimulatedRequest) => Answer;
};

const dialects: Readonly<Partial<Record<Operation, Speaks>>> = {
  chat: { whole: chatBody, streamed: chatStream },
  responses: { whole: responsesBody, streamed: responsesStream },
  embeddings: { whole: embeddingsBody },
  messages: { whole: messagesBody, streamed: messagesStream },
  count_tokens: { whole: countTokensBody },
  generate_content: { whole: generateBody, streamed: generateStream },
  gemini_count_tokens: { whole: geminiCountBody },
  gemini_embed: { whole: geminiEmbedBody },
};

const uncharged: ReadonlySet<Operation> = new Set(['count_tokens', 'gemini_count_tokens']);
const embeds: ReadonlySet<Operation> = new Set(['embeddings', 'gemini_embed']);

function reportedUsage(operation: Operation, { usage, nousage }: Behaviour): SimulatedUsage | undefined {
  if (nousage !== undefined || uncharged.has(operation)) return undefined;
  return embeds.has(operation) ? { ...usage, output: 0, reasoning: 0 } : usage;
}

function wholeScript(body: unknown, behaviour: Behaviour, base: Pick<Script, 'status' | 'headers'>): Script {
  const bytes = Buffer.from(JSON.stringify(body));
  const cut = behaviour.cut !== undefined && behaviour.cut < bytes.length;
  const sent = cut ? bytes.subarray(0, behaviour.cut) : bytes;
  return {
    ...base,
    headers: { ...base.headers, 'content-type': 'application/json', 'content-length': String(bytes.length) },
    headAfterMs: (behaviour.latency ?? 0) + (behaviour.first ?? 0),
    steps: behaviour.stall === undefined ? [{ afterMs: 0, bytes: sent, reportsUsage: !cut }] : [],
    ending: cut ? 'cut' : behaviour.stall === undefined ? 'complete' : 'stall',
    usage: undefined,
  };
}

type Fault = { readonly after: number; readonly ending: Ending; readonly extra: readonly Buffer[] };

function faultOf(behaviour: Behaviour, answer: Answer): Fault | undefined {
  const next = (after: number) => answer.content[after] ?? Buffer.from('data: {"half":');
  if (behaviour.cut !== undefined) {
    const bytes = next(behaviour.cut);
    const extra = behaviour.half === undefined ? [] : [bytes.subarray(0, Math.ceil(bytes.length / 2))];
    return { after: behaviour.cut, ending: 'cut', extra };
  }
  if (behaviour.stall !== undefined) return { after: behaviour.stall, ending: 'stall', extra: [] };
  if (behaviour.error !== undefined) return { after: behaviour.error, ending: 'complete', extra: [answer.errorFrame] };
  return undefined;
}

const noise = Buffer.from('data: {"garbage": \u0000not json\n\n');

function contentSteps({ content }: Answer, behaviour: Behaviour): Step[] {
  const first = behaviour.first ?? 0;
  const steps = content.map((bytes, at) => ({ afterMs: behaviour.delay + (at === 0 ? first : 0), bytes }));
  return behaviour.garbage === undefined ? steps : steps.toSpliced(behaviour.garbage, 0, { afterMs: 0, bytes: noise });
}

function streamScript(answer: Answer, behaviour: Behaviour, base: Pick<Script, 'status' | 'headers'>): Script {
  const opening = answer.opening.map((bytes) => ({ afterMs: 0, bytes }));
  const content = contentSteps(answer, behaviour);
  const whole = answer.closing.map((step) => ({ afterMs: 0, ...step }));
  const closing = behaviour.nodone === undefined ? whole : whole.slice(0, -1);
  const fault = faultOf(behaviour, answer);
  const shortened = [
    ...content.slice(0, fault?.after),
    ...(fault?.extra ?? []).map((bytes) => ({ afterMs: 0, bytes })),
  ];
  return {
    ...base,
    headers: { ...base.headers, 'content-type': 'text/event-stream; charset=utf-8' },
    headAfterMs: behaviour.latency ?? 0,
    steps: fault === undefined ? [...opening, ...content, ...closing] : [...opening, ...shortened],
    ending: fault?.ending ?? 'complete',
    usage: undefined,
  };
}

function dateOf({ retrydate }: Behaviour): Readonly<Record<string, string>> {
  return retrydate === undefined ? {} : { 'retry-after': new Date(Date.now() + retrydate * 1_000).toUTCString() };
}

function limitsOf({ left }: Behaviour): Readonly<Record<string, string>> {
  if (left === undefined) return {};
  return {
    ...{ 'x-ratelimit-limit-requests': '1000', 'x-ratelimit-remaining-requests': String(left * 10) },
    ...{ 'x-ratelimit-limit-tokens': '200000', 'x-ratelimit-remaining-tokens': String(left * 1_500) },
  };
}

/** Stops before a head: by a reset, by what is no HTTP, or by silence. */
function headlessScript({ silent, nohttp, latency }: Behaviour): Script {
  const ending = silent === undefined ? 'cut' : 'stall';
  const steps = nohttp === undefined ? [] : [{ afterMs: 0, bytes: Buffer.from('this is no HTTP\r\n\r\n') }];
  return { status: 0, headers: {}, headAfterMs: latency ?? 0, steps, ending, headless: true, usage: undefined };
}

function htmlScript(): Script {
  const bytes = Buffer.from('<html><body>Bad gateway</body></html>');
  const headers = { 'content-type': 'text/html', 'content-length': String(bytes.length) };
  return { status: 200, headers, headAfterMs: 0, steps: [{ afterMs: 0, bytes }], ending: 'complete', usage: undefined };
}

function errorScript(operation: Operation, request: SimulatedRequest, status: number): Script {
  const { behaviour } = request;
  const dialect = dialectOf(operation);
  const isTold = behaviour.retryafter !== undefined && dialect !== 'gemini';
  const retryAfter = isTold ? { 'retry-after': String(behaviour.retryafter) } : dateOf(behaviour);
  const wait = behaviour.retryafter === undefined ? {} : { retryAfterS: behaviour.retryafter };
  const words = behaviour.refuse === undefined ? {} : refusalOf(behaviour.refuse, dialect);
  const body = vendorError({ dialect, status, requestId: `req_${request.id}`, ...wait, ...words });
  return wholeScript(body, behaviour, { status, headers: retryAfter });
}

/** How a request is answered, from its head to the way its connection ends. */
export function toScript(operation: Operation, request: SimulatedRequest): Script {
  const { behaviour } = request;
  const { reset, nohttp, silent } = behaviour;
  if ((reset ?? nohttp ?? silent) !== undefined) return headlessScript(behaviour);
  if (behaviour.html !== undefined) return htmlScript();
  if (behaviour.refuse !== undefined) return errorScript(operation, request, 400);
  if (behaviour.status !== undefined && behaviour.status >= 400)
    return errorScript(operation, request, behaviour.status);
  const speaks = dialects[operation];
  if (speaks === undefined) return errorScript(operation, request, 404);
  const ok = { status: 200, headers: limitsOf(behaviour) };
  const usage = reportedUsage(operation, behaviour);
  if (request.streaming && speaks.streamed !== undefined)
    return { ...streamScript(speaks.streamed(request), behaviour, ok), usage };
  return { ...wholeScript(speaks.whole(request), behaviour, ok), usage };
}
