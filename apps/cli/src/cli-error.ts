/** What the user can correct: one line with the reason and the remedy. Shown without a stack. */
export class CliError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'CliError';
  }
}

/** True for errors whose message is the whole story for a user: their classes carry one line with the remedy. */
export function isOneLiner(error: unknown): error is Error {
  return error instanceof Error && ['CliError', 'EnvError', 'InstanceError', 'ServiceError'].includes(error.name);
}
