import type { Request, RequestHandler, Response } from 'express';
import { plainText, type Log } from './log.js';
import { throttled } from './throttled.js';

export interface PublicAddressOptions {
  /** The public address, without a slash at the end. */
  readonly baseUrl: string;
  /** Whether any proxy is believed at all. */
  readonly trustsProxy: boolean;
  readonly log: Log;
  readonly now?: () => number;
}

/** Lets proxies that strip the path prefix and proxies that do not, both work: from here on it is gone. */
export const stripPrefix = (baseUrl: string): RequestHandler => {
  const prefix = new URL(baseUrl).pathname.replace(/\/$/, '');
  return function stripPathPrefix(request, _response, next) {
    if (prefix !== '' && isUnder(request.url, prefix))
      request.url = rootedAt(request.url.slice(prefix.length));
    next();
  };
};

const isUnder = (url: string, prefix: string): boolean =>
  url.startsWith(prefix) && ['', '/', '?'].includes(url.charAt(prefix.length));

const rootedAt = (rest: string): string => (rest.startsWith('/') ? rest : `/${rest}`);

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Only requests for the public host are answered, so that a forged Host header has nothing to work on. On a
 * developer's machine the other names of this machine lead to the one in `BASE_URL`: cookies belong to one name.
 */
export const requirePublicHost = ({ baseUrl, log, now = Date.now }: PublicAddressOptions): RequestHandler => {
  const { host, hostname, port, protocol } = new URL(baseUrl);
  const hosts = port === '' ? [host, `${host}:${protocol === 'https:' ? 443 : 80}`] : [host];
  const isLocal = loopbackNames.has(hostname);
  const complain = throttled({ everyMs: 60_000, now });

  return function checkHost(request, response, next) {
    const asked = request.headers.host?.toLowerCase() ?? '';
    if (hosts.includes(asked)) return next();
    const [name, askedPort] = partsOf(asked);
    const complainOf = (hint: string): void =>
      complain(() =>
        log('warn', 'unknown_host', { requestId: request.id, host: plainText(asked, 100), baseUrl, hint }),
      );
    if (isLocal && loopbackNames.has(name) && isReading(request)) {
      // With another port, the address that we lead to may be nobody's, and the browser is told nothing but that.
      if (askedPort !== port) complainOf(otherPort);
      response.redirect(307, `${baseUrl}${rootedAt(request.url)}`);
    } else {
      complainOf(otherHost);
      refuse(
        response,
        421,
        'This site is not served under the name in the Host header. A proxy in front must pass on the host of BASE_URL.',
      );
    }
  };
};

const partsOf = (host: string): readonly [name: string, port: string] => {
  const [, name = host, port = ''] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
  return [name, port];
};

const otherPort =
  'People come by another port than the one in BASE_URL and are sent to that one: make BASE_URL the address in the browser.';
const otherHost =
  'People come by another name or port than the one in BASE_URL: make BASE_URL the address in the browser, and let proxies pass on the Host header.';

const isReading = (request: Request): boolean => request.method === 'GET' || request.method === 'HEAD';

/**
 * With an https address nothing is answered over http: pages move to https, everything else is refused, as what
 * it carried has been readable on the way. A proxy that ends TLS but is not trusted would make that an
 * endless redirect, so it is found out and named.
 */
export const requireHttps = ({
  baseUrl,
  trustsProxy,
  log,
  now = Date.now,
}: PublicAddressOptions): RequestHandler => {
  const isHttps = baseUrl.startsWith('https:');
  const complain = throttled({ everyMs: 60_000, now });

  return function checkHttps(request, response, next) {
    if (!isHttps || request.secure) next();
    else if (/^https\b/.test(String(request.headers['x-forwarded-proto']))) {
      const hint = trustsProxy ? otherProxies : noProxies;
      complain(() => log('error', 'trust_proxy_missing', { requestId: request.id, trustsProxy, hint }));
      refuse(response, 503, trustsProxy ? wrongProxyTrusted : noProxyTrusted);
    } else if (isReading(request)) {
      response.redirect(308, `${baseUrl}${rootedAt(request.url)}`);
    } else {
      refuse(response, 403, 'This site is reached by https only.');
    }
  };
};

const noProxies =
  'A proxy in front says that people come by https, and no proxy is trusted: set TRUST_PROXY to the number of proxies in front (1 for one load balancer).';
const otherProxies =
  'A proxy in front says that people come by https, and TRUST_PROXY does not cover it: set it to the number of proxies in front, or to their addresses.';

const noProxyTrusted =
  'A proxy in front of this site says that the request came by https, but no proxy is trusted. Set TRUST_PROXY to the number of proxies in front (1 for one load balancer) and start again.';
const wrongProxyTrusted =
  'A proxy in front of this site says that the request came by https, but TRUST_PROXY does not cover that proxy. Set it to the number of proxies in front, or to their addresses, and start again.';

const refuse = (response: Response, status: number, text: string): void => {
  response.status(status).type('text/plain').send(`${text}\n`);
};
