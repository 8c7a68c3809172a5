import type { AttemptRecord, CallRecord } from '@weir/protocol/ledger';
import type { RoutePlan, Strategy, TargetNode } from '@weir/routing/route-plan';
import { type Simulator, startSimulator } from '@weir/testing/simulator';
import type { SeenRequest } from '@weir/testing/simulator/seen';
import { startGateway, type TestGateway, type TestProviderKey } from '../gateway.test-support.ts';
import { type LanguageName, languages, type Read, readAnswer } from './languages.test-support.ts';

/** A target by `provider/model`. */
export function to(name: string): TargetNode {
  const slash = name.indexOf('/');
  return { kind: 'target', provider: name.slice(0, slash), model: name.slice(slash + 1) };
}

/** Limits that a test can wait for. */
export const shortTimeouts = { connectMs: 500, firstEventMs: 400, stallMs: 300, totalMs: 5_000 } as const;

/** The targets one after the other, by `provider/model`. */
export function fallbackOf(...names: readonly [string, ...string[]]): RoutePlan {
  const [first, ...others] = names;
  const strategy: Strategy =
    others.length === 0 ? to(first) : { kind: 'fallback', children: [to(first), ...others.map(to)] };
  return { strategy, timeouts: shortTimeouts };
}

function targetsOf(strategy: Strategy): readonly TargetNode[] {
  if (strategy.kind === 'target') return [strategy];
  const nodes = strategy.kind === 'conditional' ? [strategy.otherwise] : strategy.children;
  return nodes.flatMap(targetsOf);
}

/** USD per million tokens: each provider's own, so that a wrong bill shows. */
const prices: Readonly<Record<string, { readonly input: number; readonly output: number }>> = {
  openai: { input: 1, output: 2 },
  anthropic: { input: 3, output: 4 },
  gemini: { input: 5, output: 6 },
  groq: { input: 7, output: 8 },
};
/** What each answer of the simulator reports. */
export const usage = { input: 100, output: 50 } as const;

/** Pico-dollars of one whole answer of a provider. */
export function priceOf(provider: string): bigint {
  const { input = 0, output = 0 } = prices[provider] ?? {};
  return BigInt((usage.input * input + usage.output * output) * 1_000_000);
}

function customPrices(routes: Readonly<Record<string, RoutePlan>>) {
  const targets = Object.values(routes).flatMap(({ strategy }) => targetsOf(strategy));
  const names = new Set(targets.map(({ provider, model }) => `${provider}/${model}`));
  return [...names].map((name) => {
    const { provider, model } = to(name);
    const { input = 0, output = 0 } = prices[provider] ?? {};
    const usdPerMillion = { input: String(input), output: String(output) };
    return { provider, model, effectiveFrom: '2025-01-01T00:00:00Z', usdPerMillion };
  });
}

export type Asking = {
  readonly language?: LanguageName;
  readonly stream?: boolean;
  /** Further directives for the simulator. */
  readonly directives?: string;
  /** Further fields of the body. */
  readonly body?: object;
  readonly headers?: Record<string, string>;
};

/** A call and all that is known of it. Times in milliseconds from its start. */
export type Got = Read & {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The connection broke off. */
  readonly cut: boolean;
  readonly headMs: number;
  readonly totalMs: number;
  /** What the provider saw of it, in its order. */
  readonly seen: readonly SeenRequest[];
  readonly attempts: readonly AttemptRecord[];
  readonly call: CallRecord | undefined;
};

export type Stage = {
  readonly simulator: Simulator;
  readonly gateway: TestGateway;
  /** The text that every whole answer has. */
  readonly text: string;
  call(route: string, asking?: Asking): Promise<Got>;
  close(): Promise<void>;
};

export type StageOptions = {
  readonly routes: Readonly<Record<string, RoutePlan>>;
  /** By default one good key of each provider. */
  readonly keys?: readonly (TestProviderKey & { readonly secret: string })[];
};

const defaultKeys = ['openai', 'anthropic', 'gemini', 'groq'].map((provider) => ({
  provider,
  secret: `good-${provider}-0001`,
}));

function baseUrlOf(provider: string, url: string): string {
  return provider === 'anthropic' || provider === 'gemini' ? url : `${url}/v1`;
}

const said = `same=weir chunks=8 input=${usage.input} output=${usage.output}`;
const wholeText = { model: 'sim-chat', messages: [{ role: 'user', content: `[[sim ${said}]]` }] };

/** Of records that only grow, those of one call, without a look at all others for each call. */
function createIndex<Item>(all: () => readonly Item[], nameOf: (item: Item) => string | undefined) {
  const byName = new Map<string, Item[]>();
  let last: readonly Item[] = [];
  let known = 0;
  return (name: string): readonly Item[] => {
    const items = all();
    // Another list: the one before was forgotten.
    if (items !== last) {
      byName.clear();
      known = 0;
      last = items;
    }
    for (const item of items.slice(known)) {
      const of = nameOf(item) ?? '';
      byName.set(of, [...(byName.get(of) ?? []), item]);
    }
    known = items.length;
    return byName.get(name) ?? [];
  };
}

async function plainText(simulator: Simulator): Promise<string> {
  const response = await fetch(`${simulator.url}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify(wholeText),
  });
  const { said: text } = readAnswer('chat', await response.text(), false);
  simulator.reset();
  return text;
}

async function bodyOf(response: Response): Promise<{ readonly text: string; readonly cut: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
    return { text, cut: false };
  } catch {
    return { text, cut: true };
  }
}

/** A gateway over the simulator, with one project, its routes and a price for each of their targets. */
export async function openStage({ routes, keys = defaultKeys }: StageOptions): Promise<Stage> {
  const simulator = await startSimulator();
  const gateway = await startGateway({
    routes,
    customPrices: customPrices(routes),
    providerKeys: keys.map((key) => ({ baseUrl: baseUrlOf(key.provider, simulator.url), ...key })),
  });
  const text = await plainText(simulator);
  const seenOf = createIndex(simulator.seen, ({ body }) => /tag=(t\d+t)/.exec(body)?.[1]);
  const linesOf = createIndex(
    () => gateway.records,
    ({ callId }) => callId,
  );
  let calls = 0;

  async function call(route: string, asking: Asking = {}): Promise<Got> {
    const { language = 'chat', stream = true, directives = '', body = {}, headers = {} } = asking;
    calls += 1;
    const tag = `t${calls}t`;
    const { path, body: bodyOfContent } = languages[language];
    const named = language === 'generate_content' ? {} : { model: route, stream };
    const content = `[[sim ${said} ${directives} tag=${tag}]]`.replace(/ +/g, ' ');
    const start = performance.now();
    const response = await gateway.post(path(route, stream), { ...named, ...bodyOfContent(content), ...body }, headers);
    const headMs = performance.now() - start;
    const got = await bodyOf(response);
    const lines = linesOf(response.headers.get('x-weir-call-id') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      ...got,
      ...readAnswer(language, got.text, stream && response.status === 200),
      headMs,
      totalMs: performance.now() - start,
      seen: seenOf(tag),
      attempts: lines.flatMap((line) => (line.kind === 'attempt' ? [line] : [])),
      call: lines.flatMap((line) => (line.kind === 'call' ? [line] : []))[0],
    };
  }
  return {
    simulator,
    gateway,
    text,
    call,
    async close() {
      await gateway.close();
      await simulator.close();
    },
  };
}
