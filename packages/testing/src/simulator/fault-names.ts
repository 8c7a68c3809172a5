import type { Directives } from './behaviour.ts';

/** What a fault does to a request that it hits. */
export type FaultKind =
  /** Always the same: directives, as a request could state them itself. */
  | { readonly kind: 'always'; readonly directives: Partial<Directives> }
  /** 429 until so many seconds after the first request; says how long, as seconds or as a date. */
  | { readonly kind: 'until'; readonly seconds: number; readonly form: 'seconds' | 'date' }
  /** 503 for so long, well for as long, and again. */
  | { readonly kind: 'flaps'; readonly periodMs: number }
  /** Refuses a conversation that ends with the model's own words. */
  | { readonly kind: 'no_prefill' };

/** A fault, and how many requests it hits; undefined: all. */
export type Fault = FaultKind & { readonly times?: number };

type Make = (count: number | undefined) => FaultKind;

const always = (directives: Partial<Directives>): FaultKind => ({ kind: 'always', directives });

/** By name; a number may follow. */
const kinds: Readonly<Record<string, Make>> = {
  '429-after': (seconds = 2) => ({ kind: 'until', seconds, form: 'seconds' }),
  '429-date': (seconds = 2) => ({ kind: 'until', seconds, form: 'date' }),
  reset: () => always({ reset: 1 }),
  'no-http': () => always({ nohttp: 1 }),
  html: () => always({ html: 1 }),
  silent: () => always({ silent: 1 }),
  'slow-first': (first = 3_000) => always({ first }),
  'slow-head': (latency = 3_000) => always({ latency }),
  cut: (cut = 3) => always({ cut }),
  stall: (stall = 3) => always({ stall }),
  garbage: (garbage = 3) => always({ garbage }),
  error: (error = 3) => always({ error }),
  'no-done': () => always({ nodone: 1 }),
  empty: () => always({ empty: 1 }),
  other: () => always({ other: 1 }),
  'context-length': () => always({ refuse: 'context' }),
  'content-filter': () => always({ refuse: 'content' }),
  'no-prefill': () => ({ kind: 'no_prefill' }),
  flaps: (periodMs = 60_000) => ({ kind: 'flaps', periodMs }),
};

function kindOf(name: string): FaultKind {
  if (/^[45]\d\d$/.test(name)) return always({ status: Number(name) });
  const [, base = name, count] = /^(.+?)(?:-(\d+))?$/.exec(name) ?? [];
  const make = Object.hasOwn(kinds, base) ? kinds[base] : undefined;
  if (make === undefined) throw new Error(`the simulator knows no fault ${name}`);
  return make(count === undefined ? undefined : Number(count));
}

/** Reads `503`, `429-after-2`, `cut-3-once`, `500-times-2`. What stands behind a dot only makes the name another. Throws on any other. */
export function faultNamed(name: string): Fault {
  const [bare = name] = name.split('.');
  const [, base = bare, once, times] = /^(.+?)(?:-(once)|-times-(\d+))?$/.exec(bare) ?? [];
  const kind = kindOf(base);
  if (once !== undefined) return { ...kind, times: 1 };
  return times === undefined ? kind : { ...kind, times: Number(times) };
}
