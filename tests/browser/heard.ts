import type { BrowserContext } from 'playwright-core';

/** The bodies of all answers that a browser gets from now on. */
export type Heard = {
  /** All of them, one after the other. */
  text(): Promise<string>;
  /** How many there are so far. */
  count(): number;
};

/** Listens to a browser. A stream of events ends with its page, so it is left out. */
export function listenTo(context: BrowserContext): Heard {
  const bodies: Promise<string>[] = [];
  context.on('response', (response) => {
    if (response.headers()['content-type']?.startsWith('text/event-stream') === true) return;
    bodies.push(response.text().catch(() => ''));
  });
  return { text: async () => (await Promise.all(bodies)).join('\n'), count: () => bodies.length };
}
