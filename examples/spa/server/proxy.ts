// #region proxy
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Request, RequestHandler, Response } from 'express';

export interface ProxyOptions {
  /** Where the API is, with a slash at the end. Nothing outside of it is ever called. */
  readonly upstream: string;
  /** The access token of whoever is signed in. */
  readonly accessToken: (req: Request) => Promise<string>;
}

// What the API hears of a call, and the page of its answer. Everything else stays behind: cookies, whose they may be, and
// the `Authorization` that a page may have made up.
const heard = ['accept', 'accept-language', 'content-type', 'if-match', 'if-none-match'];
const told = ['content-type', 'etag', 'last-modified', 'location', 'retry-after'];
const deadlineMs = 10_000;

/** Sends calls on to the API with the access token, which no browser ever sees (a backend for frontend, RFC 10017). */
export const proxyTo = ({ upstream, accessToken }: ProxyOptions): RequestHandler =>
  function callUpstream(req, res, next) {
    const url = new URL(`.${req.url}`, upstream);
    // `..` has been resolved by now, however it was spelled.
    if (!url.href.startsWith(upstream)) return void res.status(404).end();
    accessToken(req)
      .then((token) => send(req, url, token))
      .then((answer) => passOn(answer, res))
      .catch((error: unknown) => (res.headersSent ? res.destroy() : next(error)));
  };

const send = async (req: Request, url: URL, token: string): Promise<globalThis.Response | undefined> => {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  for (const name of heard) {
    const value = req.get(name);
    if (value !== undefined) headers.set(name, value);
  }
  const hasBody = !['GET', 'HEAD'].includes(req.method);
  const body = hasBody ? { body: Readable.toWeb(req) as ReadableStream<Uint8Array>, duplex: 'half' } : {};
  // A redirect is the page's to follow, or not: the token goes nowhere else.
  const init = {
    method: req.method,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(deadlineMs),
    ...body,
  };
  return fetch(url, init as RequestInit).catch(() => undefined);
};

const passOn = async (answer: globalThis.Response | undefined, res: Response): Promise<void> => {
  // The API does not take our token: that is no fault of the person, who is signed in. A 401 would send them round in a circle.
  if (answer === undefined || answer.status === 401) return void res.status(502).json({ code: 'api_failed' });
  res.status(answer.status).set('Cache-Control', 'no-store');
  for (const name of told) {
    const value = answer.headers.get(name);
    if (value !== null) res.set(name, value);
  }
  if (answer.body === null) return void res.end();
  await pipeline(Readable.fromWeb(answer.body as ReadableStream<Uint8Array>), res);
};
// #endregion
