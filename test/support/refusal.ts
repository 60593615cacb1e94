import { expect } from '@jest/globals';
import type { SignIn, User } from '../../src/auth/index.js';
import type { BareSite } from './bare-site.js';
import type { Answer } from './browser.js';
import type { Returning } from './callback.js';

/** How a sign-in is to be refused. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  /** How often the pool's token endpoint is asked meanwhile. */
  readonly tokenRequests: number;
}

/** Hears every token that the pool gives out from now on, after the faults that are planned already. */
export const hearTokens = ({ pool }: Pick<BareSite, 'pool'>): readonly string[] => {
  const heard: string[] = [];
  const remember = (body: Readonly<Record<string, unknown>>): object => {
    const texts = Object.values(body).filter((value): value is string => typeof value === 'string');
    heard.push(...texts.flatMap(partsOf));
    return body;
  };
  pool.faults.add({ endpoint: 'token', fault: { kind: 'token-response', change: remember } });
  return heard;
};

/** A secret and, of a token, each part of it: a log that shows half of it shows too much. */
export const partsOf = (secret: string): string[] =>
  [secret, ...secret.split('.')].filter((part) => part.length >= 12);

/** What the browser brings along that nobody may read in an answer or an event. */
const secretsOf = async ({ browser, callback }: Returning): Promise<string[]> => {
  const { searchParams } = new URL(callback);
  const cookies = Object.values(await browser.cookies(callback));
  return [...searchParams.getAll('code'), ...searchParams.getAll('state'), ...cookies].flatMap(partsOf);
};

/** Takes the browser to the callback and checks everything that holds for each refused sign-in. */
export const expectRefusal = async (
  site: BareSite,
  back: Returning,
  { status, code, reason, tokenRequests }: Refusal,
): Promise<Answer> => {
  const tokens = hearTokens(site);
  const secrets = [...(await secretsOf(back)), site.pool.client.secret];
  const eventsBefore = site.events.length;
  const requestsBefore = site.pool.requests.count('token');
  const page = await back.browser.send(back.callback);

  const events = site.events.slice(eventsBefore);
  const failures = events.filter(({ type }) => type === 'sign_in_failed');
  expect({ status: page.status, ...JSON.parse(page.text) }).toMatchObject({ status, code, reason });
  expect(failures).toEqual([expect.objectContaining({ code, reason })]);
  expect(site.pool.requests.count('token') - requestsBefore).toBe(tokenRequests);
  expect(page.headers['cache-control']).toBe('no-store');
  expectNothingOf([...secrets, ...tokens], `${page.text}${JSON.stringify([page.headers, events])}`);
  await expectSignedOut(site, back);
  return page;
};

export const expectNothingOf = (secrets: readonly string[], text: string): void => {
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
};

/** No cookie of this browser reaches a protected page. */
export const expectSignedOut = async (
  { origin }: BareSite,
  { browser }: Pick<Returning, 'browser'>,
): Promise<void> => {
  expect(Object.keys(await browser.cookies(origin))).not.toContain('session');
  const account = await browser.send(`${origin}/account`);
  expect(account.status).toBe(303);
  expect(account.headers.location).toBe('/auth/sign-in?return_to=%2Faccount');
};

/** Takes the browser to the callback, and tells what the site then knows of the person. */
export const expectSignedIn = async (
  { origin }: Pick<BareSite, 'origin'>,
  { browser, callback }: Returning,
) => {
  const page = await browser.visit(callback);
  expect({ url: page.url, status: page.status }).toEqual({ url: `${origin}/account`, status: 200 });
  const known: { readonly user: User; readonly signIn: SignIn } = JSON.parse(page.text);
  return known;
};
