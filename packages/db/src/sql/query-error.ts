/** A question that cannot be answered as it was put: `field` names the part at fault; the message is for the caller. */
export class QueryError extends Error {
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.name = 'QueryError';
    this.field = field;
  }
}
