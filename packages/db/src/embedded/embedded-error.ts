/** The embedded PostgreSQL cannot run: one line with the reason and the remedy. */
export class EmbeddedError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'EmbeddedError';
  }
}
