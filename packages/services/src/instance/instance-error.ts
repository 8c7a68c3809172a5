/** The instance cannot be brought up: one line with the reason and the remedy, for whoever starts it. */
export class InstanceError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'InstanceError';
  }
}

/** `error` as an InstanceError with the same line. */
export function instanceError(error: unknown): InstanceError {
  if (error instanceof InstanceError) return error;
  return new InstanceError(error instanceof Error ? error.message : String(error), error);
}
