import { createBrowser, type Browser } from './browser.js';
import { callbackOf } from './people.js';

/** A browser that the pool is about to send back to the site, and the address that it is sent to. */
export interface Returning {
  readonly browser: Browser;
  readonly callback: string;
}

/** Goes as far as the pool's answer to a sign-in, and stops before taking it to the site. */
export const returning = async (
  site: { readonly origin: string },
  {
    browser = createBrowser(),
    ...options
  }: { readonly browser?: Browser } & Parameters<typeof callbackOf>[2] = {},
): Promise<Returning> => ({ browser, callback: await callbackOf(browser, site, options) });

/** The same callback with other parameters: `undefined` takes one out, a list repeats it. */
export const withParameters = (
  callback: string,
  changes: Readonly<Record<string, string | readonly string[] | undefined>>,
): string => {
  const url = new URL(callback);
  for (const [name, change] of Object.entries(changes)) {
    url.searchParams.delete(name);
    for (const value of change === undefined ? [] : [change].flat()) url.searchParams.append(name, value);
  }
  return url.href;
};

/** The state of a callback or of an authorization request. */
export const stateOf = (url: string): string => new URL(url).searchParams.get('state') ?? '';
