import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Exchange } from './recording.js';

/** What each browser did, for as long as there is room. Who has the cookie sees it, and nobody else. */
export interface Browsers {
  /** The browser of a request. One that has no cookie of ours yet, or a made-up one, is given one. */
  of(request: Request, response: Response): Browser;
  /** The same, without giving anything. */
  known(request: Request): Browser | undefined;
}

/** What one browser did. */
export interface Browser {
  /** Oldest first. */
  readonly exchanges: readonly Exchange[];
  keep(exchange: Exchange): void;
  forget(): void;
}

export interface BrowsersOptions {
  readonly isHttps: boolean;
  /** Bytes from a good source of chance. */
  readonly random?: (size: number) => Buffer;
}

const mostBrowsers = 50;
const mostExchanges = 40;
// A sign-in has about 12,000 characters. All of it together: 50 times that many at the most.
const mostCharacters = 300_000;

/**
 * Keeps recordings in memory, by a digest of a cookie of their own: what a browser has otherwise (the cookie of a pending sign-in,
 * the session) is taken from it by the very things that people want to look at, a sign-in that failed and a sign-out.
 */
export const createBrowsers = ({ isHttps, random = randomBytes }: BrowsersOptions): Browsers => {
  const name = isHttps ? '__Host-inspector' : 'inspector';
  const recordings = new Map<string, Browser>();

  const known = (request: Request): Browser | undefined => {
    const key = keyIn(request, name);
    const browser = key === undefined ? undefined : recordings.get(key);
    if (key === undefined || browser === undefined) return undefined;
    // The one that was seen last goes last.
    recordings.delete(key);
    recordings.set(key, browser);
    return browser;
  };

  const make = (response: Response): Browser => {
    const value = random(24).toString('base64url');
    response.cookie(name, value, { httpOnly: true, secure: isHttps, sameSite: 'lax', path: '/' });
    const browser = createBrowser();
    recordings.set(digestOf(value), browser);
    const [oldest] = recordings.keys();
    if (recordings.size > mostBrowsers && oldest !== undefined) recordings.delete(oldest);
    return browser;
  };

  return { known, of: (request, response) => known(request) ?? make(response) };
};

const createBrowser = (): Browser => {
  let kept: readonly { readonly exchange: Exchange; readonly size: number }[] = [];
  return {
    get exchanges() {
      return kept.map(({ exchange }) => exchange).toSorted((a, b) => a.beganMs - b.beganMs);
    },
    keep(exchange) {
      let room = mostCharacters;
      kept = [{ exchange, size: JSON.stringify(exchange).length }, ...kept]
        .slice(0, mostExchanges)
        .filter(({ size }) => (room -= size) >= 0);
    },
    forget() {
      kept = [];
    },
  };
};

const digestOf = (value: string): string => createHash('sha256').update(value).digest('base64url');

const keyIn = ({ headers }: Request, name: string): string | undefined => {
  const pair = (headers.cookie ?? '').split(/; */).find((one) => one.startsWith(`${name}=`));
  return pair === undefined ? undefined : digestOf(pair.slice(name.length + 1));
};
