import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Fetch, Fetched } from '../fetch.js';

/**
 * Makes the calls to the pool by Node's own HTTP client: for `createAuth({ fetch: httpFetch })`. Node's `fetch` goes through web
 * streams and takes three times as much of the processor, a tenth of a whole sign-in. What is set up for `node:http` holds here,
 * `NODE_USE_ENV_PROXY` and the global agents among it; `setGlobalDispatcher` of undici, and whatever replaces the global
 * `fetch`, do not, which is why it is not the default.
 *
 * Connections are kept by those agents, and given up when they have been idle for five seconds, well before a load balancer would:
 * a call that meets the end of its connection is lost, and an authorization code cannot be sent twice.
 *
 * @example
 * createAuth({ fetch: httpFetch, pool, baseUrl, secrets, store });
 */
export const httpFetch: Fetch = (url, { method, headers, body, signal }) =>
  new Promise((resolve, reject) => {
    const ask = url.startsWith('https:') ? httpsRequest : httpRequest;
    const ofForm = body instanceof URLSearchParams ? formHeaders : {};
    ask(url, { method, headers: { ...usualHeaders, ...ofForm, ...headers }, signal }, (incoming) =>
      resolve(answerIn(incoming)),
    )
      .on('error', reject)
      .end(body?.toString());
  });

// A firewall in front of a pool may refuse whoever does not say what it is (`NoUserAgent_HEADER` of AWS WAF).
const usualHeaders = { 'accept': '*/*', 'user-agent': 'node' };
const formHeaders = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };

const answerIn = (incoming: IncomingMessage): Fetched => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  return { status: incoming.statusCode ?? 0, headers, body: incoming };
};
