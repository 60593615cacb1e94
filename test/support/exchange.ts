import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import express, { type Request, type Response } from 'express';
import { carry } from '../../src/auth/sessions/session-of-request.js';

/** One request and its answer, as Express makes them, with no server between: for what takes both, in a millisecond. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
  /** What the browser would get. */
  readonly answer: () => {
    readonly status: number;
    readonly location: string | undefined;
    readonly headers: Readonly<Record<string, unknown>>;
    /** The cookies that are set, and those that are cleared, which have an empty value. */
    readonly cookies: Readonly<Record<string, string>>;
    readonly isOver: boolean;
  };
}

export interface ExchangeOptions {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cookies that the browser brings. */
  readonly cookies?: Readonly<Record<string, string>>;
  /** The session of the request, as if it had passed `auth.session`. */
  readonly session?: { readonly id: string; readonly data: object | null };
}

const app = express();

/** Where whoever asks comes from. */
export const exchangeAddress = '192.0.2.7';

export const exchangeOf = ({
  method = 'GET',
  url = '/',
  headers = {},
  cookies = {},
  session,
}: ExchangeOptions = {}): Exchange => {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: exchangeAddress });
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const request: Request = Object.setPrototypeOf(new IncomingMessage(socket), app.request);
  const sent = { ...headers, ...(cookie !== '' && { cookie }) };
  Object.assign(request, { method, url, originalUrl: url, headers: sent });
  const response: Response = Object.setPrototypeOf(new ServerResponse(request), app.response);
  Object.assign(response, { req: request });
  if (session !== undefined)
    carry(request, {
      view: { sessionID: session.id, session: session.data } as unknown as Request,
      owner: {},
      isBlank: false,
    });
  return {
    request,
    response,
    answer: () => ({
      status: response.statusCode,
      location: response.getHeader('location')?.toString(),
      headers: { ...response.getHeaders() },
      cookies: Object.fromEntries([response.getHeader('set-cookie') ?? []].flat().map(nameAndValue)),
      isOver: response.writableEnded,
    }),
  };
};

const nameAndValue = (line: unknown): readonly [string, string] => {
  const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(String(line)) ?? [];
  return [name, decodeURIComponent(value)];
};
