import { PoolError } from '../errors.js';

/** What only the forms find wrong. */
export const passwordsDiffer = (): PoolError =>
  new PoolError('InvalidParameterException', 'The two passwords are not the same.', 'passwordsDiffer');

export const startOver = (): PoolError =>
  new PoolError('NotAuthorizedException', 'Something went wrong. Sign in again.', 'startOver');
