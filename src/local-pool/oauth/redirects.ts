import type { PoolError } from '../base/errors.js';
import { redirect } from '../http/answers.js';
import type { Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';

/** Appends parameters to a registered address, which may have a query of its own. */
export const withQuery = (address: string, parameters: Record<string, string | undefined>): string => {
  const present = Object.entries(parameters).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  if (present.length === 0) return address;
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(present).toString()}`;
};

export const withFragment = (address: string, parameters: Record<string, string | undefined>): string => {
  const present = Object.entries(parameters).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return `${address}#${new URLSearchParams(present).toString()}`;
};

/** To the pool's own error page: nothing is ever sent to an address that is not registered. */
export const toErrorPage = ({ response }: Exchange, parameters: Record<string, string | undefined>): void => {
  redirect(response, withQuery('/error', parameters));
};

/** A refusal as `error_description`: a blank was seen behind the full stop of what triggers say. */
export const describeRefusal = ({ message }: PoolError): string =>
  message.endsWith('.') ? `${message} ` : message;

export interface ErrorRedirect {
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly error: string;
  readonly description?: string;
}

/**
 * An authorization error at the callback. Cognito documents `error=CODE`; on the wire third parties saw
 * `error=invalid_request` with the code as the description, and the parameters in this order.
 */
export const errorRedirect = (
  service: Service,
  { redirectUri, state, error, description }: ErrorRedirect,
): string => {
  if (service.settings.errorShape === 'documented' || error === 'login_required') {
    return withQuery(redirectUri, { error_description: description, error, state });
  }
  return withQuery(redirectUri, { error_description: description ?? error, state, error: 'invalid_request' });
};
