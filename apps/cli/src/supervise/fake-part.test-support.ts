import type { Ending, Part, Running } from './part.ts';

export type FakePart = Part & {
  /** How often it was started, and how it was ended by the supervisor. */
  readonly events: string[];
  /** Ends the current run, as a crash would. */
  crash(reason: string): void;
};

/** A part without a process; the starts listed in `failing` (from 1) reject. */
export function fakePart(name: string, events: string[] = [], failing: readonly number[] = []): FakePart {
  let starts = 0;
  let end: (ending: Ending) => void = () => undefined;
  const running = (): Running => {
    const ended = new Promise<Ending>((settle) => {
      end = settle;
    });
    const finish = (how: string) => {
      events.push(`${how} ${name}`);
      end({ reason: how });
    };
    return {
      ended,
      stop: async () => finish('stop'),
      kill: () => finish('kill'),
    };
  };
  return {
    name,
    events,
    crash: (reason) => end({ reason }),
    async start() {
      starts += 1;
      events.push(`start ${name}`);
      if (failing.includes(starts)) throw new Error('no luck');
      return running();
    },
  };
}
