import type { Request, Response } from 'express';
import { callerFrom, type Caller } from '../base/caller.js';
import type { Fault } from './faults.js';

/** One request on its way through an endpoint. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly query: URLSearchParams;
  /** Empty unless the body was `application/x-www-form-urlencoded`. */
  readonly form: URLSearchParams;
  /** Faults that change the answer; those that replace it never reach a handler. */
  readonly faults: readonly Fault[];
}

export type Handler = (exchange: Exchange) => void | Promise<void>;

export const exchangeOf = (request: Request, response: Response): Exchange => {
  const body: unknown = request.body;
  return {
    request,
    response,
    query: new URLSearchParams(rawQuery(request)),
    form: new URLSearchParams(typeof body === 'string' ? body : ''),
    faults: [],
  };
};

export const callerOf = ({ request }: Pick<Exchange, 'request'>): Caller =>
  callerFrom({ ip: request.ip, userAgent: request.get('user-agent') });

/** The query as it came, with its question mark; '' when there is none. */
export const rawQuery = (request: Request): string => {
  const start = request.originalUrl.indexOf('?');
  return start < 0 ? '' : request.originalUrl.slice(start);
};

/** The value of a parameter; '' counts as absent, as Cognito counts it. */
export const parameter = (parameters: URLSearchParams, name: string): string | undefined =>
  parameters.get(name) || undefined;

/** The first parameter that came more than once, which OAuth forbids (RFC 6749 section 3.1). */
export const repeatedParameter = (parameters: URLSearchParams): string | undefined =>
  [...parameters.keys()].find((name) => parameters.getAll(name).length > 1);

export const cookie = (request: Request, name: string): string | undefined =>
  (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** One more cookie for the browser. Over TLS it is `Secure`, as all of Cognito's are. */
export const setCookie = (
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  line: string,
): void => {
  response.append('Set-Cookie', request.secure ? `${line}; Secure` : line);
};
