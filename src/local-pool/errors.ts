/** A refusal of the user pool, under the exception name of the user pools API. Pages show its message. */
export class PoolError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'PoolError';
    this.code = code;
  }
}
