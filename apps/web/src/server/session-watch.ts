import type { Services } from '@weir/services/services';
import { liveSessionIds } from '@weir/services/sessions/live-ids';

const everyMs = 250;

/** Told once that its session is over. */
type Watcher = { readonly sessionId: string; readonly onEnd: () => void };

const watchers = new Set<Watcher>();
let timer: ReturnType<typeof setTimeout> | undefined;

async function look(services: Services): Promise<void> {
  const watched = [...watchers];
  try {
    const live = await liveSessionIds(services, [...new Set(watched.map(({ sessionId }) => sessionId))]);
    for (const watcher of watched) if (!live.has(watcher.sessionId) && watchers.delete(watcher)) watcher.onEnd();
  } catch (error) {
    // While the database is away nobody is signed out; each request is refused by itself.
    services.log.debug({ err: error }, 'sessions could not be looked at');
  }
}

function run(services: Services): void {
  timer = setTimeout(() => {
    void look(services).finally(() => {
      timer = undefined;
      if (watchers.size > 0) run(services);
    });
  }, everyMs);
}

/** Calls `onEnd` within a second of the session's end. One query at a time watches all. Gives what stops the watch. */
export function watchSession(services: Services, sessionId: string, onEnd: () => void): () => void {
  const watcher = { sessionId, onEnd };
  watchers.add(watcher);
  if (timer === undefined) run(services);
  return () => void watchers.delete(watcher);
}
