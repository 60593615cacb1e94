import { Agent } from 'node:http';
import type { Browser } from '../../support/browser.js';
import { ask, type Answer } from './ask.js';

/** A signed-in browser that sends its requests to a process of one's choice, many at once. */
export interface Visitor {
  readonly browser: Browser;
  readonly cookie: string;
  get(port: number, path?: string): Promise<Answer>;
  post(port: number, path: string): Promise<Answer>;
}

// Each request has a connection of its own as long as it lasts, and the next one may have it then.
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** Whatever has the cookies that the browser has for the site now. */
export const visitorOf = async (browser: Browser, origin: string): Promise<Visitor> => {
  const cookie = await browser.jar.getCookieString(origin);
  const headers = { host: new URL(origin).host, accept: 'text/html', cookie };
  return {
    browser,
    cookie,
    get: (port, path = '/account') => ask({ port, path, headers, agent }),
    post: (port, path) =>
      ask({
        port,
        path,
        method: 'POST',
        headers: { ...headers, origin, 'sec-fetch-site': 'same-origin' },
        agent,
      }),
  };
};
