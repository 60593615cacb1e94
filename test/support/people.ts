import type { Browser, Page } from './browser.js';

export const ada = { username: 'ada@example.com', password: 'Local-Pool-1' };
export const grace = { username: 'grace@example.com', password: 'Local-Pool-1' };

/** Opens a page of the site, signs in at the pool's page when it is asked to, and gives what it lands on. */
export const signIn = async (browser: Browser, url: string, person = ada): Promise<Page> => {
  const page = await browser.visit(url);
  return new URL(page.url).pathname === '/login' ? browser.submit(page, person) : page;
};
