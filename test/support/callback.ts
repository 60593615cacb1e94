import type { BareSite } from './bare-site.js';
import { createBrowser, redirectOf, type Browser } from './browser.js';
import { ada } from './people.js';

/** A browser that the pool is about to send back to the site, and the address that it is sent to. */
export interface Returning {
  readonly browser: Browser;
  readonly callback: string;
}

export interface ReturningOptions {
  readonly browser?: Browser;
  readonly person?: typeof ada;
  /** Where the sign-in starts. */
  readonly path?: string;
}

/** Goes as far as the pool's answer to a sign-in, and stops before taking it to the site. */
export const returning = async (
  { origin, pool }: Pick<BareSite, 'origin' | 'pool'>,
  {
    browser = createBrowser(),
    person = ada,
    path = '/auth/sign-in?return_to=%2Faccount',
  }: ReturningOptions = {},
): Promise<Returning> => {
  const until = `${origin}/auth/callback`;
  const url = await browser.visitUntil(`${origin}${path}`, pool.domain);
  const page = await browser.visit(url);
  const callback = redirectOf(await browser.submit(page, person, { until }));
  if (callback === undefined) throw new Error('The pool did not send the browser back.');
  return { browser, callback };
};

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
