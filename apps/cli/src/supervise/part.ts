/** Why a part ended, in the words of a log line: `exit code 1`, `signal SIGKILL`. */
export type Ending = { readonly reason: string };

/** A part that runs. */
export type Running = {
  /** Settles when it has ended, asked for or not. */
  readonly ended: Promise<Ending>;
  /** Asks it to finish its work and end; settles when it has ended. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
};

/** Something that is started, watched, restarted and stopped: a process of Weir, or its database. */
export type Part = {
  readonly name: string;
  /** Settles when the part works. Rejects with the reason, in one line, when it cannot or when `signal` gives it up. */
  start(signal: AbortSignal): Promise<Running>;
};

/** Takes one line for whoever watches the terminal. */
export type Say = (line: string) => void;
