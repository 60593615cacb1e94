import { randomUUID } from 'node:crypto';
import { sameSecret } from '../base/random.js';
import { cookie, setCookie, type Exchange } from '../http/exchange.js';

/**
 * A fresh token for a form, in a cookie and in a hidden field. Every page replaces the cookie, so a form that was
 * opened earlier in another tab no longer fits: Cognito's pages behave so too.
 */
export const issueXsrfToken = (exchange: Exchange): string => {
  const token = randomUUID();
  setCookie(exchange, `XSRF-TOKEN=${token}; Path=/; HttpOnly; SameSite=Lax`);
  return token;
};

export const hasXsrfToken = ({ request, form }: Exchange): boolean => {
  const expected = cookie(request, 'XSRF-TOKEN');
  return expected !== undefined && sameSecret(expected, form.get('_csrf') ?? '');
};
