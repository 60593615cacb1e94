import type { Response } from 'express';
import { cookie, type Exchange } from '../http/exchange.js';
import { randomToken, sameSecret, sha256 } from '../base/random.js';

const ROUND_TRIP_SECONDS = 5 * 60;
const SECRET = /^[\w-]{43}$/u;

/**
 * Binds the trip to an identity provider to the browser that starts it. The answer travels there and back as `state`;
 * the secret behind it stays in two cookies, and nothing of it in the pool. The legacy one has no SameSite, for browsers
 * that do not keep the other.
 */
export function beginCsrfState({ res }: Exchange): string {
  const secret = randomToken();
  setCsrfState(res, secret);
  return sha256(secret);
}

/** Cognito sends the two empty, in quotes, when the way leads to pages of its own. */
export function emptyCsrfState({ res }: Exchange): void {
  setCsrfState(res, '""');
}

/** Whether this browser started the trip that comes back with this `state`. Empty cookies started none. */
export function hasCsrfState({ req }: Exchange, state: string): boolean {
  return ['csrf-state', 'csrf-state-legacy']
    .map((name) => cookie(req, name))
    .some((secret) => secret !== undefined && SECRET.test(secret) && sameSecret(sha256(secret), state));
}

function setCsrfState(res: Response, value: string): void {
  const attributes = `Path=/; Max-Age=${ROUND_TRIP_SECONDS}; HttpOnly`;
  res.append('Set-Cookie', `csrf-state=${value}; ${attributes}; SameSite=Lax`);
  res.append('Set-Cookie', `csrf-state-legacy=${value}; ${attributes}`);
}
