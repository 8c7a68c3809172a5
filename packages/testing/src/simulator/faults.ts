import type { Directives } from './behaviour.ts';
import { type Fault, faultNamed } from './fault-names.ts';

/** What decides which fault hits a request. */
export type Target = { readonly model: string; readonly key?: string | undefined; readonly endsWithAnswer: boolean };

/** A fault that is switched on while the simulator runs: for a model or a key, `*` for all. */
export type Switch = {
  readonly model?: string | undefined;
  readonly key?: string | undefined;
  /** Null switches it off. */
  readonly fault: string | null;
  /** Wall clock. */
  readonly untilMs?: number | undefined;
};

export type Faults = {
  /** What the fault that hits the next request makes of it; nothing where none does. */
  hit(target: Target): Partial<Directives>;
  set(change: Switch): void;
  clear(): void;
};

/** One fault's memory. */
type Episode = { readonly fault: Fault; readonly firstMs: number; hits: number };
type On = { readonly id: string; readonly fault: string; readonly untilMs: number };

function play({ fault, firstMs }: Episode, target: Target, nowMs: number): Partial<Directives> {
  switch (fault.kind) {
    case 'always':
      return fault.directives;
    case 'until': {
      const leftMs = firstMs + fault.seconds * 1_000 - nowMs;
      if (leftMs <= 0) return {};
      const seconds = Math.ceil(leftMs / 1_000);
      return { status: 429, ...(fault.form === 'date' ? { retrydate: seconds } : { retryafter: seconds }) };
    }
    case 'flaps':
      return Math.floor((nowMs - firstMs) / fault.periodMs) % 2 === 0 ? { status: 503 } : {};
    case 'no_prefill':
      return target.endsWithAnswer ? { refuse: 'prefill' } : {};
  }
}

/** A key of this name is refused by its provider with this status. */
function statusOfKey(key: string | undefined): string | undefined {
  return /^dead-([45]\d\d)/.exec(key ?? '')?.[1];
}

/**
 * The faults of a simulator: by a model's name (`fault-503`), by a key's (`dead-401`), or switched on. The last is asked
 * first. Each name keeps count of its own.
 */
export function createFaults(now: () => number): Faults {
  const episodes = new Map<string, Episode>();
  const switched = new Map<string, On>();
  let switches = 0;

  function current(where: string): On | undefined {
    const on = switched.get(where);
    return on !== undefined && on.untilMs > now() ? on : undefined;
  }
  function named({ model, key }: Target): { readonly id: string; readonly fault: string } | undefined {
    const on = current(`key ${key}`) ?? current(`model ${model}`) ?? current('model *');
    if (on !== undefined) return on;
    const status = statusOfKey(key);
    if (status !== undefined) return { id: `key ${key}`, fault: status };
    return model.startsWith('fault-') ? { id: model, fault: model.slice('fault-'.length) } : undefined;
  }
  return {
    hit(target) {
      const found = named(target);
      if (found === undefined) return {};
      const known = episodes.get(found.id);
      const episode = known ?? { fault: faultNamed(found.fault), firstMs: now(), hits: 0 };
      episodes.set(found.id, episode);
      if (episode.hits >= (episode.fault.times ?? Number.POSITIVE_INFINITY)) return {};
      episode.hits += 1;
      return play(episode, target, now());
    },
    set({ model, key, fault, untilMs }) {
      const where = key === undefined ? `model ${model ?? '*'}` : `key ${key}`;
      switches += 1;
      if (fault === null) switched.delete(where);
      else {
        faultNamed(fault);
        switched.set(where, { id: `switch ${switches}`, fault, untilMs: untilMs ?? Number.POSITIVE_INFINITY });
      }
    },
    clear() {
      episodes.clear();
      switched.clear();
    },
  };
}
