import { createHmac } from 'node:crypto';
import { testSecret } from './bare-site.js';
import type { Browser } from './browser.js';

/** A session cookie as the site would sign it. */
export const sessionCookie = (id: string, secret = testSecret): string =>
  `s%3A${id}.${encodeURIComponent(createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, ''))}`;

/** The id in the session cookie of a browser. */
export const sessionIdOf = async (browser: Browser, origin: string): Promise<string> => {
  const { session = '' } = await browser.cookies(origin);
  return decodeURIComponent(session).slice(2).split('.')[0] ?? '';
};
