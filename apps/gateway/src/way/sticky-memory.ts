import type { Stay } from '@weir/routing/decision';
import type { State } from '@weir/state/state';
import { z } from 'zod';

/** What later calls are to stay by. */
export type StickyKey = {
  readonly organizationId: string;
  readonly projectId: string;
  readonly route: string;
  readonly value: string;
};

/** Where sticky calls went before: in this process, and behind it in what the processes share. */
export type StickyMemory = {
  /** Undefined where nothing is known; a promise where the others have to be asked, which is never waited for long. */
  recall(key: StickyKey): Stay | undefined | Promise<Stay | undefined>;
  keep(key: StickyKey, stay: Stay, ttlSeconds: number): void;
};

const kept = z.object({ candidateId: z.string(), atMs: z.number(), warmTokens: z.number() });

type Entry = { readonly stay: Stay; readonly untilMs: number };

const entriesMax = 50_000;

function textOf({ projectId, route, value }: StickyKey): string {
  return `stay ${projectId} ${route} ${value}`;
}

function parsed(text: string | undefined): Stay | undefined {
  if (text === undefined) return undefined;
  try {
    return kept.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A memory over `state`. A value that another process wrote is read once and then kept here. */
export function createStickyMemory({ memory }: State, now: () => number): StickyMemory {
  const entries = new Map<string, Entry>();
  const hold = (id: string, entry: Entry) => {
    entries.delete(id);
    entries.set(id, entry);
    if (entries.size <= entriesMax) return;
    for (const oldest of entries.keys()) {
      entries.delete(oldest);
      return;
    }
  };
  return {
    recall(key) {
      const text = textOf(key);
      const own = entries.get(`${key.organizationId} ${text}`);
      if (own !== undefined && own.untilMs > now()) return own.stay;
      return memory.get(key.organizationId, text).then(parsed, () => undefined);
    },
    keep(key, stay, ttlSeconds) {
      const text = textOf(key);
      hold(`${key.organizationId} ${text}`, { stay, untilMs: now() + ttlSeconds * 1_000 });
      memory.set(key.organizationId, text, { value: JSON.stringify(stay), ttlSeconds });
    },
  };
}
