import { createBrowser, redirectOf, type Browser, type Answer } from './browser.js';

export const ada = { username: 'ada@example.com', password: 'Local-Pool-1' };
export const grace = { username: 'grace@example.com', password: 'Local-Pool-1' };

/** Opens a page of the site, signs in at the pool's page when it is asked to, and gives what it lands on. */
export const signIn = async (browser: Browser, url: string, person = ada): Promise<Answer> => {
  const page = await browser.visit(url);
  return new URL(page.url).pathname === '/login' ? browser.submit(page, person) : page;
};

/** A new browser in which somebody has signed in to the site. */
export const signedIn = async (
  { origin }: { readonly origin: string },
  person = ada,
  from?: Parameters<typeof createBrowser>[0],
): Promise<Browser> => {
  const browser = createBrowser(from);
  const page = await signIn(browser, `${origin}/account`, person);
  if (page.status !== 200) throw new Error(`Could not sign in: ${page.status} at ${page.url}: ${page.text}`);
  return browser;
};

/**
 * Opens the sign-in of a site, signs in at the pool's page when it is asked to, and gives the callback that the browser
 * is then sent to, without opening it.
 */
export const callbackOf = async (
  browser: Browser,
  { origin }: { readonly origin: string },
  {
    returnTo = '/account',
    person = ada,
    start = `${origin}/auth/sign-in?${new URLSearchParams({ return_to: returnTo }).toString()}`,
  } = {},
): Promise<string> => {
  const callback = `${origin}/auth/callback`;
  const started = await browser.send(start);
  const authorize = await browser.send(started.headers.location ?? '');
  const next = redirectOf(authorize) ?? '';
  if (next.startsWith(callback)) return next;
  return browser.submitUntil(await browser.visit(next), person, callback);
};
