import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Fetch, FetchInit, Fetched } from '../fetch.js';

// Node's `fetch` keeps an idle connection for as long.
const idleMsOfFetch = 4000;

/**
 * Makes calls by Node's own HTTP client, over connections that are kept. `idleMs`: an idle one is given up before a load balancer
 * does it. A call that meets its end on the way is lost, and an authorization code cannot be sent twice.
 */
export const createHttpFetch = ({ idleMs }: { readonly idleMs: number }): Fetch => {
  const connections = { keepAlive: true, timeout: idleMs };
  const agents = { http: new HttpAgent(connections), https: new HttpsAgent(connections) };

  return (url, { method = 'GET', headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const isTls = url.startsWith('https:');
      const ask = isTls ? httpsRequest : httpRequest;
      const options = {
        method,
        headers: {
          ...usualHeaders,
          ...(body instanceof URLSearchParams && formHeaders),
          ...lowerCased(headers),
        },
        agent: isTls ? agents.https : agents.http,
        signal,
      };
      ask(url, options, (incoming) => resolve(answerIn(incoming)))
        .on('error', reject)
        .end(body?.toString());
    });
};

/**
 * Makes the calls to the pool by Node's own HTTP client: for `createAuth({ fetch: httpFetch })`. Node's `fetch` goes through web
 * streams and takes three times as much of the processor, a tenth of a whole sign-in. Neither `setGlobalDispatcher` of undici
 * nor what replaces the global `fetch` has a say here, which is why it is not the default.
 *
 * @example
 * createAuth({ fetch: httpFetch, pool, baseUrl, secrets, store });
 */
export const httpFetch: Fetch = createHttpFetch({ idleMs: idleMsOfFetch });

// A firewall in front of a pool may refuse whoever does not say what it is (`NoUserAgent_HEADER` of AWS WAF).
const usualHeaders = { 'accept': '*/*', 'user-agent': 'node' };
const formHeaders = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };

const lowerCased = (headers: FetchInit['headers'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const answerIn = (incoming: IncomingMessage): Fetched => {
  const { statusCode: status = 0 } = incoming;
  const headers = new Headers();
  for (const [name, value = ''] of Object.entries(incoming.headers)) headers.set(name, String(value));
  return { status, ok: status >= 200 && status < 300, headers, body: incoming };
};
