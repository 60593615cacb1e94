import type { LocalPool } from '../../../src/local-pool/index.js';
import { createBrowser, type Answer, type Browser } from '../../support/browser.js';
import { authorizeUrl, redeem, type TokenSet } from './app.js';

/** Somebody with a browser in front of the hosted UI. */
export interface Visitor {
  readonly browser: Browser;
  /** The address of a page with a good request in its query. */
  pageUrl(path: string, changes?: Record<string, string | undefined>): string;
  /** Opens a page and sends its form. */
  fill(url: string, fields: Record<string, string>): Promise<Answer>;
  absolute(location: string): string;
  /** The cookies that the browser holds for the pool, by name. */
  cookies(): Promise<Record<string, string>>;
  /** Puts a cookie for the pool into the browser. */
  keepCookie(name: string, value: string): Promise<unknown>;
  /** Redeems the code of a callback. */
  tokensOf(location: string): Promise<TokenSet>;
  mailedCode(to: string): string;
}

export const visitorOf = (pool: LocalPool): Visitor => {
  const browser = createBrowser();
  return {
    browser,
    pageUrl: (path, changes = {}) => authorizeUrl(pool, changes).replace('/oauth2/authorize', path),
    fill: async (url, fields) => browser.sendForm(await browser.send(url), fields),
    absolute: (location) => new URL(location, pool.domain).href,
    cookies: () => browser.cookies(pool.domain),
    keepCookie: (name, value) => browser.jar.setCookie(`${name}=${value}; Path=/`, pool.domain),
    tokensOf: async (location) => {
      const answer = await redeem(pool, new URL(location).searchParams.get('code') ?? '');
      return answer.json() as unknown as TokenSet;
    },
    mailedCode: (to) => pool.outbox.latest(to)?.code ?? '',
  };
};
