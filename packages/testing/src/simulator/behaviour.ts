import { z } from 'zod';
import type { Random } from './random.ts';

const count = z.coerce.number().int().nonnegative();

/**
 * How one request is to be answered. Written after the model's name, `sim-chat?chunks=20&delay=2`, or anywhere in the
 * body, `[[sim chunks=20 delay=2]]`, which wins and leaves the model's name, and so its price, alone.
 */
const directives = z.strictObject({
  /** Pieces of text in a stream. */
  chunks: count.optional(),
  /** Milliseconds before each piece. */
  delay: count.optional(),
  /** Milliseconds before the answer's head. */
  latency: count.optional(),
  /** Tokens that the answer reports, in disjoint buckets. */
  input: count.optional(),
  output: count.optional(),
  cached: count.optional(),
  write5m: count.optional(),
  write1h: count.optional(),
  reasoning: count.optional(),
  /** Reports no usage. */
  nousage: count.optional(),
  /** Answers with this HTTP error. */
  status: count.optional(),
  /** Seconds, in `retry-after`. */
  retryafter: count.optional(),
  /** Cuts the connection after so many pieces of a stream, or bytes of a whole answer. */
  cut: count.optional(),
  /** With `cut`: also sends half of the next frame. */
  half: count.optional(),
  /** Goes silent after so many pieces, and keeps the connection. */
  stall: count.optional(),
  /** Sends bytes that are no frame after so many pieces. */
  garbage: count.optional(),
  /** Sends the vendor's error event after so many pieces, and ends. */
  error: count.optional(),
  /** Milliseconds before the first piece of content; before the head of a whole answer. */
  first: count.optional(),
  /** `retry-after` as a date so many seconds ahead. */
  retrydate: count.optional(),
  /** Resets the connection before the head. */
  reset: count.optional(),
  /** Answers in what is no HTTP. */
  nohttp: count.optional(),
  /** Answers with a page of HTML, as a proxy in between does. */
  html: count.optional(),
  /** Never answers. */
  silent: count.optional(),
  /** Leaves out the last event of a stream, and ends it as if it were whole. */
  nodone: count.optional(),
  /** Answers with the vendor's 400 for this. */
  refuse: z.enum(['context', 'content', 'prefill']).optional(),
  /** Says nothing. */
  empty: count.optional(),
  /** Says something else than `same` asks for. */
  other: count.optional(),
  /** The text follows from this word alone, whatever the model, and goes on where the request's last turn ends. */
  same: z.string().optional(),
  /** Calls this tool instead of answering in text. */
  tool: z.string().optional(),
  /** The vendor's own word for why it ended. */
  finish: z.string().optional(),
  /** Per cent of the limits of requests and tokens that are left, in the headers of a success. */
  left: count.optional(),
  /** Kept in the ledger, to find the request again. */
  tag: z.string().optional(),
});

export type Directives = z.infer<typeof directives>;

/** Tokens in disjoint buckets, as the simulator counts them. */
export type SimulatedUsage = {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly output: number;
  readonly reasoning: number;
};

export type Behaviour = Directives & {
  /** The model's name without directives. */
  readonly model: string;
  readonly chunks: number;
  readonly delay: number;
  readonly usage: SimulatedUsage;
};

const inBody = /\[\[sim ([^\]"\\]*)\]\]/;

function readDirectives(model: string, body: string): Directives {
  const fromModel = new URLSearchParams(model.split('?')[1] ?? '');
  const fromBody = new URLSearchParams((inBody.exec(body)?.[1] ?? '').trim().replace(/\s+/g, '&'));
  return directives.parse({ ...Object.fromEntries(fromModel), ...Object.fromEntries(fromBody) });
}

function usageOf(given: Directives, random: Random): SimulatedUsage {
  return {
    input: given.input ?? random.between(8, 2_000),
    cacheRead: given.cached ?? 0,
    cacheWrite5m: given.write5m ?? 0,
    cacheWrite1h: given.write1h ?? 0,
    output: given.output ?? random.between(1, 500),
    reasoning: given.reasoning ?? 0,
  };
}

/** What decides an answer: the model's name, the body, and the fault that hits it, which what these two say goes before. */
export type Asked = { readonly model: string; readonly body: string; readonly fault?: Partial<Directives> };

/** What a request asks of the simulator; what it leaves open follows from `random` alone. Throws on unknown directives. */
export function behaviourOf({ model, body, fault }: Asked, random: Random): Behaviour {
  const given = { ...fault, ...readDirectives(model, body) };
  const [name = model] = model.split('?');
  return { ...given, model: name, chunks: given.chunks ?? 8, delay: given.delay ?? 0, usage: usageOf(given, random) };
}
