import { randomToken, sameSecret, sha256 } from '../base/random.js';
import { cookie, setCookie, type Exchange } from '../http/exchange.js';

const roundTripSeconds = 5 * 60;
const signingSecret = /^[\w-]{43}$/u;

/**
 * Binds the trip to an identity provider to the browser that starts it. The answer travels there and back as `state`;
 * the secret behind it stays in two cookies, and nothing of it in the pool. The legacy one has no SameSite, for browsers
 * that do not keep the other.
 */
export const beginCsrfState = (exchange: Exchange): string => {
  const secret = randomToken();
  setCsrfState(exchange, secret);
  return sha256(secret);
};

/** Cognito sends the two empty, in quotes, when the way leads to pages of its own. */
export const emptyCsrfState = (exchange: Exchange): void => {
  setCsrfState(exchange, '""');
};

/** Whether this browser started the trip that comes back with this `state`. Empty cookies started none. */
export const hasCsrfState = ({ request }: Exchange, state: string): boolean =>
  ['csrf-state', 'csrf-state-legacy']
    .map((name) => cookie(request, name))
    .some(
      (secret) => secret !== undefined && signingSecret.test(secret) && sameSecret(sha256(secret), state),
    );

const setCsrfState = (exchange: Exchange, value: string): void => {
  const attributes = `Path=/; Max-Age=${roundTripSeconds}; HttpOnly`;
  setCookie(exchange, `csrf-state=${value}; ${attributes}; SameSite=Lax`);
  setCookie(exchange, `csrf-state-legacy=${value}; ${attributes}`);
};
