import type { Request, Response } from 'express';
import type { Fault } from './faults.js';

/** One request on its way through an endpoint. */
export interface Exchange {
  req: Request;
  res: Response;
  query: URLSearchParams;
  /** Empty unless the body was `application/x-www-form-urlencoded`. */
  form: URLSearchParams;
  /** Faults that change the answer; those that replace it never reach a handler. */
  faults: readonly Fault[];
}

export type Handler = (exchange: Exchange) => void | Promise<void>;

export function exchangeOf(req: Request, res: Response): Exchange {
  const body: unknown = req.body;
  return {
    req,
    res,
    query: new URLSearchParams(rawQuery(req)),
    form: new URLSearchParams(typeof body === 'string' ? body : ''),
    faults: [],
  };
}

/** The query as it came, with its question mark; '' when there is none. */
export function rawQuery(req: Request): string {
  const start = req.originalUrl.indexOf('?');
  return start < 0 ? '' : req.originalUrl.slice(start);
}

/** The value of a parameter; '' counts as absent, as Cognito counts it. */
export function parameter(parameters: URLSearchParams, name: string): string | undefined {
  return parameters.get(name) || undefined;
}

/** The first parameter that came more than once, which OAuth forbids (RFC 6749 section 3.1). */
export function repeatedParameter(parameters: URLSearchParams): string | undefined {
  return [...parameters.keys()].find((name) => parameters.getAll(name).length > 1);
}

export function cookie(req: Request, name: string): string | undefined {
  return (req.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}
